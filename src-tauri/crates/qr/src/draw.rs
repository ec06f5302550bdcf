//! The code as SVG and PNG: black on white whatever the theme, since a scanner expects that, and with its quiet zone.

use std::fmt::Write;
use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};

use crate::encode::QrCode;

/// The most pixels that a module is drawn with: the largest code is then 5920 pixels a side.
const MAX_MODULE_PX: u32 = 32;

impl QrCode {
    /// A whole SVG document that also stands alone in HTML: no XML declaration, no `style`. Its size in pixels is the
    /// least that can be scanned from a screen; it scales.
    pub fn svg(&self) -> String {
        let side = self.outer_width();
        let mut dark = String::new();
        for y in 0..side {
            let mut x = 0;
            while x < side {
                let run = (x..side).take_while(|&x| self.is_dark(x, y)).count();
                if run > 0 {
                    let _ = write!(dark, "M{x} {y}h{run}v1h-{run}z");
                }
                x += 1 + u32::try_from(run).unwrap_or(side);
            }
        }
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{px}" height="{px}" viewBox="0 0 {side} {side}" "#,
                r##"shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>"##,
                r##"<path fill="#000" d="{dark}"/></svg>"##
            ),
            px = self.min_screen_px(),
            side = side,
            dark = dark
        )
    }

    /// A PNG file in shades of grey, each module `module_px` pixels (1 to 32; what is beyond is taken as the limit).
    #[expect(
        clippy::missing_panics_doc,
        reason = "the format and the size are right, and memory does not refuse a write"
    )]
    pub fn png(&self, module_px: u32) -> Vec<u8> {
        let px = module_px.clamp(1, MAX_MODULE_PX);
        let side = self.outer_width() * px;
        let picture = GrayImage::from_fn(side, side, |x, y| Luma([if self.is_dark(x / px, y / px) { 0 } else { 255 }]));
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).expect("a picture in memory can be written to memory as PNG");
        file.into_inner()
    }
}
