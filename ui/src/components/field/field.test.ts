import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { axeFindings } from "../../../tests/axe";
import FieldOf from "../../../tests/fixtures/FieldOf.svelte";

test("label, hint and error are read out with the control", async () => {
  const { rerender } = render(FieldOf, { hint: "With the port." });
  const input = screen.getByLabelText("Base URL");
  expect(input).toHaveAccessibleDescription("With the port.");
  expect(input).not.toHaveAttribute("aria-invalid");

  await rerender({ hint: "With the port.", error: "The port is not a number." });
  expect(input).toHaveAccessibleDescription("The port is not a number. With the port.");
  expect(input).toBeInvalid();
  expect(screen.getByRole("alert")).toHaveTextContent("The port is not a number.");
  expect(await axeFindings()).toEqual([]);
});
