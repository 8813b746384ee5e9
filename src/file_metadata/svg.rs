//! Whether an SVG is a picture and nothing else.
//!
//! A browser runs an SVG that is opened by itself like a page: with scripts, links, and what it loads from elsewhere. So
//! the file is read as strict XML in UTF-8, and each element and attribute must be in a list. What is not known is
//! refused, and so is what only some readers would understand: another encoding, a document type, an entity.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Elements that draw or describe.
const ELEMENTS: &str = "animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix \
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow \
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight \
    feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient marker mask metadata mpath \
    path pattern polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan use view";

/// Attributes that draw or describe.
const ATTRIBUTES: &str = "accumulate additive alignment-baseline amplitude attributeName attributeType azimuth \
    baseFrequency baseProfile baseline-shift begin bias by calcMode class clip clip-path clip-rule clipPathUnits color \
    color-interpolation color-interpolation-filters color-rendering cursor cx cy d diffuseConstant direction display \
    divisor dominant-baseline dur dx dy edgeMode elevation enable-background end exponent fill fill-opacity fill-rule \
    filter filterRes filterUnits flood-color flood-opacity font font-family font-feature-settings font-kerning \
    font-size font-size-adjust font-stretch font-style font-variant font-weight fr from fx fy glyph-orientation-vertical \
    gradientTransform gradientUnits height id image-rendering in in2 intercept isolation k1 k2 k3 k4 kerning \
    kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lang lengthAdjust letter-spacing lighting-color \
    limitingConeAngle line-height marker marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask \
    mask-type maskContentUnits maskUnits max media method min mix-blend-mode mode name numOctaves offset opacity \
    operator order orient overflow paint-order path pathLength patternContentUnits patternTransform patternUnits \
    pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX \
    refY repeatCount repeatDur requiredFeatures restart result role rotate rx ry scale seed shape-rendering side \
    slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles stop-color \
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit \
    stroke-opacity stroke-width style surfaceScale systemLanguage tabindex tableValues targetX targetY text-align \
    text-anchor text-decoration text-indent text-orientation text-overflow text-rendering textLength title to \
    transform transform-origin type unicode-bidi values vector-effect version viewBox visibility white-space width \
    word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan";

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Namespaces of drawing programs and of descriptions. Browsers do nothing with what is in them.
const INERT_NAMESPACES: [&str; 11] = [
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://svgjs.com/svgjs",
    "http://svgjs.dev/svgjs",
    "http://www.figma.com/figma/ns",
];

/// What styles must not contain: it loads something, runs something, or hides one of these.
const STYLE_WORDS: [&str; 9] =
    ["\\", "@import", "@namespace", "image-set(", "image(", "src(", "expression(", "-moz-binding", "behavior"];

/// Something that is not allowed, and where it is.
struct Problem {
    at: usize,
    what: String,
}

fn problem<T>(at: usize, what: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { at, what: what.into() })
}

/// What an SVG has that a picture must not have, with its line; `None` for a plain picture.
pub(super) fn find_danger(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("text that is not UTF-8".to_owned()) };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let result = match text.find(|c: char| !is_allowed(c) || matches!(c, '\u{fffe}' | '\u{ffff}')) {
        Some(at) => problem(at, "a control character"),
        None => Reader { text, at: 0, open: Vec::new(), namespaces: BTreeMap::new() }.check(),
    };
    result.err().map(|Problem { at, what }| format!("{what} in line {}", text[..at].matches('\n').count() + 1))
}

/// An attribute: where it begins, its name and its decoded value.
type Attribute<'a> = (usize, &'a str, Cow<'a, str>);

/// Reads a file from its beginning to its end.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The elements that are open, by their names as written.
    open: Vec<&'a str>,
    /// What the prefixes of names stand for.
    namespaces: BTreeMap<&'a str, &'a str>,
}

impl<'a> Reader<'a> {
    fn check(mut self) -> Result<(), Problem> {
        self.check_declaration()?;
        let mut has_root = false;
        while self.at < self.text.len() {
            let start = self.at;
            if !self.rest().starts_with('<') {
                let end = self.rest().find('<').unwrap_or(self.rest().len());
                let text = self.take(end);
                self.check_text(start, text)?;
            } else if self.skip("<!--") {
                self.take_until("-->", "a comment without an end")?;
            } else if self.skip("<![CDATA[") {
                let text = self.take_until("]]>", "a part without an end")?;
                self.check_style(start, text)?;
            } else if self.rest().starts_with("<!") {
                return problem(start, "a document type");
            } else if self.rest().starts_with("<?") {
                return problem(start, "an instruction to programs (`<?`)");
            } else if self.skip("</") {
                let name = self.take_until(">", "a tag without an end")?.trim_end();
                if self.open.pop() != Some(name) {
                    return problem(start, format!("the end of `{}`, which is not open", shorten(name)));
                }
            } else if self.open.is_empty() && has_root {
                return problem(start, "a second element outside the first");
            } else {
                has_root = true;
                self.check_tag()?;
            }
        }
        match self.open.last() {
            Some(name) => problem(self.at, format!("no end of `{}`", shorten(name))),
            None if !has_root => problem(0, "no element `svg`"),
            None => Ok(()),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, length: usize) -> &'a str {
        let taken = &self.rest()[..length];
        self.at += length;
        taken
    }

    fn skip(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    /// What is before `end`; the reader goes on behind it.
    fn take_until(&mut self, end: &str, without: &str) -> Result<&'a str, Problem> {
        let Some(length) = self.rest().find(end) else { return problem(self.at, without) };
        let taken = self.take(length);
        self.at += end.len();
        Ok(taken)
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>`
    fn check_declaration(&mut self) -> Result<(), Problem> {
        if !self.skip("<?xml ") {
            return Ok(());
        }
        let declaration = self.take_until("?>", "a declaration without an end")?.to_ascii_lowercase();
        let Some((_, encoding)) = declaration.split_once("encoding") else { return Ok(()) };
        let encoding = encoding.trim_start_matches([' ', '=', '\t', '\r', '\n']);
        match encoding.starts_with("\"utf-8\"") || encoding.starts_with("'utf-8'") {
            true => Ok(()),
            false => problem(0, "an encoding other than UTF-8"),
        }
    }

    fn check_text(&self, at: usize, text: &str) -> Result<(), Problem> {
        if self.open.is_empty() && !text.trim().is_empty() {
            return problem(at, "text outside the element `svg`");
        }
        let decoded = decode(at, text)?;
        self.check_style(at, &decoded)
    }

    /// Text within `style`, in whatever form.
    fn check_style(&self, at: usize, text: &str) -> Result<(), Problem> {
        match self.open.last() {
            Some(name) if name.rsplit(':').next() == Some("style") => check_css(at, text),
            _ => Ok(()),
        }
    }

    fn check_tag(&mut self) -> Result<(), Problem> {
        let start = self.at;
        self.at += 1;
        let name = self.take_name()?;
        let attributes = self.take_attributes()?;
        for (at, attribute, value) in &attributes {
            let prefix = if *attribute == "xmlns" { Some("") } else { attribute.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                self.declare(*at, prefix, value)?;
            }
        }
        let (namespace, local) = self.resolve(start, name)?;
        if self.open.is_empty() && local != "svg" {
            return problem(start, format!("the element `{}` in the place of `svg`", shorten(name)));
        }
        if namespace == SVG {
            if !is_in_list(local, ELEMENTS) {
                return problem(start, format!("the element `{}`", shorten(name)));
            }
            for (at, attribute, value) in &attributes {
                self.check_attribute(*at, local, attribute, value)?;
            }
        }
        if self.skip("/>") {
            return Ok(());
        }
        match self.skip(">") {
            true => self.open.push(name),
            false => return problem(self.at, "a tag without an end"),
        }
        Ok(())
    }

    fn take_name(&mut self) -> Result<&'a str, Problem> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        let length = self.rest().find(|c| !is_part(c)).unwrap_or(self.rest().len());
        match length {
            0 => problem(self.at, "a tag without a name"),
            _ => Ok(self.take(length)),
        }
    }

    /// The attributes of a tag.
    fn take_attributes(&mut self) -> Result<Vec<Attribute<'a>>, Problem> {
        let mut attributes = Vec::new();
        loop {
            let before = self.at;
            self.skip_space();
            if self.rest().is_empty() || self.rest().starts_with(['/', '>']) {
                return Ok(attributes);
            }
            let at = self.at;
            if before == at {
                return problem(at, "two attributes without a space between them");
            }
            let name = self.take_name()?;
            self.skip_space();
            let has_sign = self.skip("=");
            self.skip_space();
            let quote = if has_sign { self.rest().chars().next() } else { None };
            let Some(quote @ ('"' | '\'')) = quote else { return problem(at, "an attribute without quotes") };
            self.at += 1;
            let value = self.take_until(if quote == '"' { "\"" } else { "'" }, "an attribute without an end")?;
            if value.contains('<') {
                return problem(at, "a `<` within an attribute");
            }
            attributes.push((at, name, decode(at, value)?));
        }
    }

    /// Notes what a prefix stands for; an empty one is that of names without a prefix.
    fn declare(&mut self, at: usize, prefix: &'a str, value: &str) -> Result<(), Problem> {
        let known = INERT_NAMESPACES.iter().chain([&SVG, &XLINK, &XML]).find(|known| **known == value);
        match known.filter(|known| !prefix.is_empty() || **known == SVG) {
            Some(known) if *self.namespaces.entry(prefix).or_insert(known) == *known => Ok(()),
            _ => problem(at, format!("names from `{}`", shorten(value))),
        }
    }

    /// The namespace of a name, and the name without its prefix.
    fn resolve<'n>(&self, at: usize, name: &'n str) -> Result<(&'a str, &'n str), Problem> {
        match name.split_once(':') {
            None => Ok((SVG, name)),
            Some((prefix, local)) => match self.namespaces.get(prefix) {
                Some(namespace) => Ok((namespace, local)),
                None if prefix == "xlink" => Ok((XLINK, local)),
                None if prefix == "xml" => Ok((XML, local)),
                None => problem(at, format!("the name `{}`, whose first part stands for nothing", shorten(name))),
            },
        }
    }

    fn check_attribute(&self, at: usize, element: &str, name: &str, value: &str) -> Result<(), Problem> {
        if name == "xmlns" || name.starts_with("xmlns:") {
            return Ok(());
        }
        let (namespace, local) = self.resolve(at, name)?;
        let is_known = match namespace {
            SVG if local == "href" => return check_href(at, element, value),
            SVG if local.starts_with("aria-") || local.starts_with("data-") => return Ok(()),
            SVG => is_in_list(local, ATTRIBUTES),
            XLINK if local == "href" => return check_href(at, element, value),
            XLINK => matches!(local, "actuate" | "role" | "show" | "title" | "type"),
            XML => matches!(local, "lang" | "space" | "id"),
            _ => return Ok(()),
        };
        if !is_known {
            return problem(at, format!("the attribute `{}`", shorten(name)));
        }
        if local == "attributeName" && (!is_in_list(value, ATTRIBUTES) || matches!(value, "style" | "class")) {
            return problem(at, format!("an animation of `{}`", shorten(value)));
        }
        check_css(at, value)
    }
}

fn is_in_list(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A link must lead to a part of the same file. A picture may also be in the file itself.
fn check_href(at: usize, element: &str, value: &str) -> Result<(), Problem> {
    let value = value.trim();
    let inline = ["png", "jpeg", "jpg", "gif", "webp"].iter().find_map(|kind| {
        let rest = value.strip_prefix("data:image/")?.strip_prefix(kind)?;
        rest.strip_prefix(";base64,").filter(|_| element == "image")
    });
    let is_base64 =
        |data: &str| data.bytes().all(|b| b.is_ascii_alphanumeric() || b.is_ascii_whitespace() || b"+/=".contains(&b));
    match value.starts_with('#') || value.is_empty() || inline.is_some_and(is_base64) {
        true => Ok(()),
        false => problem(at, format!("a link to `{}`", shorten(value))),
    }
}

/// Styles may name parts of the same file, and nothing else.
fn check_css(at: usize, css: &str) -> Result<(), Problem> {
    let lower = css.to_ascii_lowercase();
    if let Some(word) = STYLE_WORDS.iter().find(|word| lower.contains(**word)) {
        return problem(at, format!("`{word}` in a style"));
    }
    let mut addresses = lower.split("url(").skip(1);
    match addresses.find(|rest| !rest.trim_start().trim_start_matches(['"', '\'']).starts_with('#')) {
        Some(outside) => problem(at, format!("an address in a style: `{}`", shorten(outside))),
        None => Ok(()),
    }
}

/// The text for which entities stand. Only those that XML itself has are known.
fn decode(at: usize, text: &str) -> Result<Cow<'_, str>, Problem> {
    if !text.contains('&') {
        return Ok(Cow::Borrowed(text));
    }
    let mut parts = text.split('&');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let entity = part.split_once(';').and_then(|(name, rest)| Some((entity_char(name)?, rest)));
        let Some((c, rest)) = entity else { return problem(at, format!("the entity `&{}`", shorten(part))) };
        decoded.push(c);
        decoded.push_str(rest);
    }
    Ok(Cow::Owned(decoded))
}

fn entity_char(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?).filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_pictures_pass() {
        for svg in [
            "<svg viewBox=\"0 0 20 10\"/>",
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- by hand -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink='http://www.w3.org/1999/xlink'>\n<title>Tea &amp; cake &#233;</title><defs><linearGradient id=\"a\"/></defs>\
             <style><![CDATA[.a > b { fill: url(#a) }]]></style><use xlink:href=\"#a\" href='#a' style=\"fill:url( '#a' )\"/></svg>\n",
            "<svg xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" xmlns:svg=\"http://www.w3.org/2000/svg\" \
             xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" inkscape:version=\"1.2\" sodipodi:docname=\"a.svg\">\
             <sodipodi:namedview id=\"base\" inkscape:zoom=\"1\" pagecolor=\"#fff\"/><svg:g inkscape:label=\"Layer 1\" xml:space=\"preserve\"/></svg>",
            "<svg><image href=\"data:image/png;base64,iVBO+/=\" width='1'/><animate attributeName=\"cx\" to=\"3\"/></svg>",
            "<svg role=\"img\" aria-label=\"javascript: the language\" data-name=\"a\\b\"><desc>url(https://example.org) is text</desc></svg>",
        ] {
            assert_eq!(find_danger(svg.as_bytes()), None, "{svg}");
        }
    }

    #[test]
    fn what_could_run_or_load_is_named_with_its_line() {
        for (svg, what) in [
            ("<svg>\n<script>1</script></svg>", "the element `script` in line 2"),
            ("<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><svg/>", "an encoding other than UTF-8"),
            ("<?xml version='1.0' encoding = 'utf-16'?><svg/>", "an encoding other than UTF-8"),
            ("<svg><scr\u{1b}(Bipt>alert(1)</scr\u{1b}(Bipt></svg>", "a control character"),
            (
                "<svg xmlns:h='http://www.w3.org/1999/xhtml'><h:body/></svg>",
                "names from `http://www.w3.org/1999/xhtml`",
            ),
            ("<html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>", "names from"),
            ("<html><svg/></html>", "`html` in the place of `svg`"),
            ("<svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></svg>", "the element `s:script`"),
            ("<svg xmlns:s='http://www.w3.org/2000/sv&#103;'><s:script/></svg>", "the element `s:script`"),
            (
                "<svg xmlns:a='http://www.serif.com/'><g xmlns:a='http://www.w3.org/2000/svg'><a:script/></g></svg>",
                "names from",
            ),
            ("<svg xmlns:e='http://www.w3.org/2001/xml-events'/>", "names from"),
            ("<svg><x:script/></svg>", "whose first part stands for nothing"),
            ("<svg onload = 'x()'/>", "the attribute `onload`"),
            ("<svg\nonload=\"x()\"/>", "the attribute `onload` in line 2"),
            ("<svg><g id='a'onclick='x()'/></svg>", "without a space between"),
            ("<svg><g id=a onclick=x()/></svg>", "an attribute without quotes"),
            ("<svg><a href='javascript:x'/></svg>", "the element `a`"),
            ("<svg><foreignObject/></svg>", "the element `foreignObject`"),
            ("<svg><image href='https://example.org/a.png'/></svg>", "a link to `https://example.org/a.png`"),
            ("<svg><image href='data:image/svg+xml;base64,PHN2Zz4='/></svg>", "a link to"),
            ("<svg><use xlink:href='java&#115;cript:x'/></svg>", "a link to `javascript:x`"),
            ("<svg xmlns:l='http://www.w3.org/1999/xlink'><use l:href='//example.org/a.svg#b'/></svg>", "a link to"),
            ("<svg xml:base='https://example.org/'/>", "the attribute `xml:base`"),
            ("<svg><animate attributeName='href' to='javascript:x'/></svg>", "an animation of `href`"),
            ("<svg><set attributeName='onclick' to='x()'/></svg>", "the element `set`"),
            ("<svg><rect fill='url(https://example.org/a.svg#b)'/></svg>", "an address in a style"),
            ("<svg><rect style='fill:\\75rl(//example.org)'/></svg>", "`\\` in a style"),
            ("<svg><style>@import 'https://example.org/a.css';</style></svg>", "`@import` in a style"),
            ("<svg><style><![CDATA[a{background:url(//example.org)}]]></style></svg>", "an address in a style"),
            ("<svg><style>&#64;import 'a.css'</style></svg>", "`@import` in a style"),
            ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "a document type"),
            ("<svg>&a;</svg>", "the entity `&a;`"),
            ("<?xml-stylesheet href='a.css'?><svg/>", "an instruction to programs"),
            ("<svg/><script/>", "a second element"),
            ("<svg><g></svg>", "the end of `svg`"),
            ("<svg><g>", "no end of `g`"),
            ("", "no element `svg`"),
        ] {
            let danger = find_danger(svg.as_bytes()).unwrap_or_default();
            assert!(danger.contains(what), "{svg}: {danger}");
        }
        assert!(find_danger(b"\xff\xfe<\0s\0v\0g\0>\0").is_some(), "UTF-16");
    }
}
