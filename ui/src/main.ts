// Where the window starts: the frame of the page is painted first, then the program takes its place.

import "./styles/page.css";

requestAnimationFrame(() => setTimeout(() => void import("./app/open")));
