// What the window does whatever section is open.

import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { recordings } from "../src/host/recordings";
import { axeFindings } from "./axe";
import { openWindow } from "./window";

test("a window that another program drives says so in every section", async () => {
  const start = recordings()["start_up"]!;
  const { user } = await openWindow("Sign-on", {
    start_up: async (args, recorder) => ({ ...((await start(args, recorder)) as object), driven: true }),
  });
  for (const section of ["History", "Credentials"]) {
    await user.click(screen.getByRole("button", { name: new RegExp(`^${section}`) }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Another program drives this window");
  }
  expect(await axeFindings()).toEqual([]);
});
