// Every component on one page, for the tests in a real browser. Never part of the program.

import { mount } from "svelte";
import "../../../src/styles/page.css";
import "../../../src/styles/index.css";
import "./gallery.css";
import Gallery from "./Gallery.svelte";

const target = document.getElementById("app");
if (target) mount(Gallery, { target });
