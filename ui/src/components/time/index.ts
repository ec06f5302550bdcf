export { now } from "./clock";
export { about, digits } from "./span";
export { isoMilliseconds, localDate, localTime, momentText, relative, utcTime, withShortTimes } from "./moment";
