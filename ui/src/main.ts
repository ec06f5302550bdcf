// Where the window starts: styles, the program behind it, the frame. Nothing here waits for an answer. The shared styles come
// first, so that those of a component win over them.

import "./styles/index.css";

import { mount } from "svelte";
import App from "./app/App.svelte";
import { features } from "./app/features";
import { openHost } from "./host";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

target.replaceChildren();
mount(App, { target, props: { host: openHost(), features } });
