import { expect, test } from "vitest";
import { emptyForm } from "./form";
import { problemsOf, readClaims, twiceNamed } from "./problems";

const refused = (headline: string) => ({ kind: "environment", headline, detail: "", remedy: "Change these fields." });

test("each problem of a refusal finds the field that it names", () => {
  const form = { ...emptyForm(), headers: [{ id: 0, name: "Cookie", value: "a=b" }] };
  const told = problemsOf(
    refused(
      "The environment was not saved: name is empty. Write something, or remove the key if it is optional. " +
        "urls.ags is not https: secrets and tokens would travel in the open. Use https, or set allow-http = true when this is a lab. " +
        "headers.Cookie carries a credential. Remove it.",
    ),
    form,
  );
  expect(told.problems).toEqual({
    "name": "Is empty. Write something, or remove the key if it is optional.",
    "urls.ags":
      "Is not https: secrets and tokens would travel in the open. Use https, or set allow-http = true when this is a lab.",
    "headers.Cookie": "Carries a credential. Remove it.",
  });
  expect(told.rest.headline).toBe("The environment was not saved.");
});

test("a problem inside the claims is told at the claims with its name", () => {
  const told = problemsOf(refused("The environment was not saved: operator-jwt.claims.exp is set by the program. Remove it."), emptyForm());
  expect(told.problems).toEqual({ "operator-jwt.claims": "exp is set by the program. Remove it." });
});

test("what names no field stays whole", () => {
  const error = refused("Another copy of the program is writing in /home/anna.");
  expect(problemsOf(error, emptyForm())).toEqual({ problems: {}, rest: error });
});

test("claims are a JSON object or nothing", () => {
  expect(readClaims(" ")).toEqual({ claims: {} });
  expect(readClaims('{"a": 1}')).toEqual({ claims: { a: 1 } });
  for (const wrong of ["[1]", "null", "{", '"a"']) expect(readClaims(wrong)).toHaveProperty("problem");
});

test("a header that stands there twice is told, whatever its case", () => {
  const headers = ["X-A", "x-a", "X-B", "", ""].map((name, id) => ({ id, name, value: "1" }));
  expect(Object.keys(twiceNamed({ ...emptyForm(), headers }))).toEqual(["headers.x-a"]);
});
