// Puts the program into the page. Nothing here waits for an answer. The shared styles come first, so that those of a
// component win over them.

import "../styles/index.css";

import { mount } from "svelte";
import { openHost } from "../host";
import App from "./App.svelte";
import { features } from "./features";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

target.replaceChildren();
mount(App, { target, props: { host: openHost(), features } });
