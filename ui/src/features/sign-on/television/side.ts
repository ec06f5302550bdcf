// How large a code is drawn. Every module has the same whole number of the screen's pixels; with broken ones phones have trouble.

/** Light modules on each side of the code. */
const quietZone = 4;

/** The side in CSS pixels: as large as wanted where there is room; undefined where not one pixel a module fits. */
export function sideOf(modules: number, wanted: number, room: number, density: number): number | undefined {
  const across = modules + 2 * quietZone;
  const enough = Math.ceil((wanted * density) / across);
  const fitting = Math.floor((room * density) / across);
  const each = Math.min(enough, fitting);
  return each < 1 ? undefined : (each * across) / density;
}
