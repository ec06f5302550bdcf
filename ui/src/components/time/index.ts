export { now } from "./clock";
export { about, digits } from "./span";
export { localDate, localTime, momentText, relative, utcTime } from "./moment";
