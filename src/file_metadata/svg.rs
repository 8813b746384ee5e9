//! Whether an SVG is a picture and nothing else.
//!
//! A browser runs an SVG that is opened by itself like a page: with scripts, links, and what it loads from elsewhere. So
//! the file is read as strict XML in UTF-8, and each element and attribute must be in a list. What is not known is
//! refused, and so is what only some readers would understand: another encoding, a document type, an entity.

use roxmltree::{Attribute, Document, Node, NodeType, ParsingOptions};

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
    if names_other_encoding(text) {
        return Some("an encoding other than UTF-8 in line 1".to_owned());
    }
    // More parts than a drawing has; reading stops there.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 500_000, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(roxmltree::Error::DtdDetected) => return Some("a document type".to_owned()),
        Err(error) => return Some(format!("text that is not XML ({error})")),
    };
    let problem = document.root().descendants().find_map(|node| check_node(node).err());
    problem.map(|Problem { at, what }| format!("{what} in line {}", document.text_pos_at(at).row))
}

/// Whether the first line, `<?xml version="1.0" encoding="…"?>`, names an encoding other than UTF-8.
fn names_other_encoding(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let Some((declaration, _)) = declaration else { return false };
    let declaration = declaration.to_ascii_lowercase();
    let encoding =
        declaration.split_once("encoding").map(|(_, rest)| rest.trim_start_matches([' ', '=', '\t', '\r', '\n']));
    encoding.is_some_and(|encoding| !encoding.starts_with("\"utf-8\"") && !encoding.starts_with("'utf-8'"))
}

fn check_node(node: Node<'_, '_>) -> Result<(), Problem> {
    match node.node_type() {
        NodeType::Element if node.tag_name().name() == "style" => {
            check_element(node).and_then(|()| check_style_sheet(node))
        }
        NodeType::Element => check_element(node),
        NodeType::PI => problem(node.range().start, "an instruction to programs (`<?`)"),
        NodeType::Text | NodeType::Comment | NodeType::Root => Ok(()),
    }
}

/// Browsers join the texts of a style sheet, whatever is between them.
fn check_style_sheet(style: Node<'_, '_>) -> Result<(), Problem> {
    let texts = style.descendants().filter(|node| node.is_text());
    check_css(style.range().start, &texts.filter_map(|node| node.text()).collect::<String>())
}

fn check_element(element: Node<'_, '_>) -> Result<(), Problem> {
    let (at, name) = (element.range().start, element.tag_name().name());
    match element.tag_name().namespace().unwrap_or(SVG) {
        SVG if element.parent_element().is_none() && name != "svg" => {
            return problem(at, format!("the element `{}` in the place of `svg`", shorten(name)));
        }
        SVG if is_in_list(name, ELEMENTS) => {}
        SVG => return problem(at, format!("the element `{}`", shorten(name))),
        // What browsers do not draw has no attributes for them either.
        namespace if INERT_NAMESPACES.contains(&namespace) && element.parent_element().is_some() => return Ok(()),
        namespace => return problem(at, format!("names from `{}`", shorten(namespace))),
    }
    element.attributes().try_for_each(|attribute| check_attribute(name, attribute))
}

fn check_attribute(element: &str, attribute: Attribute<'_, '_>) -> Result<(), Problem> {
    let (at, name, value) = (attribute.range().start, attribute.name(), attribute.value());
    let is_known = match attribute.namespace() {
        None | Some(XLINK) if name == "href" => return check_href(at, element, value),
        None if name.starts_with("aria-") || name.starts_with("data-") => return Ok(()),
        None => is_in_list(name, ATTRIBUTES),
        Some(XLINK) => matches!(name, "actuate" | "role" | "show" | "title" | "type"),
        Some(XML) => matches!(name, "lang" | "space" | "id"),
        Some(namespace) if INERT_NAMESPACES.contains(&namespace) => return Ok(()),
        Some(namespace) => return problem(at, format!("names from `{}`", shorten(namespace))),
    };
    if !is_known {
        return problem(at, format!("the attribute `{}`", shorten(name)));
    }
    if name == "attributeName" && (!is_in_list(value, ATTRIBUTES) || matches!(value, "style" | "class")) {
        return problem(at, format!("an animation of `{}`", shorten(value)));
    }
    check_css(at, value)
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
            ("<svg><scr\u{1b}(Bipt>alert(1)</scr\u{1b}(Bipt></svg>", "not XML"),
            (
                "<svg xmlns:h='http://www.w3.org/1999/xhtml'><h:body/></svg>",
                "names from `http://www.w3.org/1999/xhtml`",
            ),
            ("<html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>", "names from"),
            ("<html><svg/></html>", "`html` in the place of `svg`"),
            ("<svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></svg>", "the element `script`"),
            ("<svg xmlns:s='http://www.w3.org/2000/sv&#103;'><s:script/></svg>", "the element `script`"),
            (
                "<svg xmlns:a='http://www.serif.com/'><g xmlns:a='http://www.w3.org/2000/svg'><a:script/></g></svg>",
                "the element `script`",
            ),
            ("<svg xmlns:e='http://www.w3.org/2001/xml-events'><e:listener/></svg>", "names from"),
            ("<svg><x:script/></svg>", "not XML"),
            ("<svg onload = 'x()'/>", "the attribute `onload`"),
            ("<svg\nonload=\"x()\"/>", "the attribute `onload` in line 2"),
            ("<svg><g id='a'onclick='x()'/></svg>", "not XML"),
            ("<svg><g id=a onclick=x()/></svg>", "not XML"),
            ("<svg><a href='javascript:x'/></svg>", "the element `a`"),
            ("<svg><foreignObject/></svg>", "the element `foreignObject`"),
            ("<svg><image href='https://example.org/a.png'/></svg>", "a link to `https://example.org/a.png`"),
            ("<svg><image href='data:image/svg+xml;base64,PHN2Zz4='/></svg>", "a link to"),
            (
                "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><use xlink:href='java&#115;cript:x'/></svg>",
                "a link to `javascript:x`",
            ),
            ("<svg xmlns:l='http://www.w3.org/1999/xlink'><use l:href='//example.org/a.svg#b'/></svg>", "a link to"),
            ("<svg xml:base='https://example.org/'/>", "the attribute `base`"),
            ("<svg><animate attributeName='href' to='javascript:x'/></svg>", "an animation of `href`"),
            ("<svg><set attributeName='onclick' to='x()'/></svg>", "the element `set`"),
            ("<svg><rect fill='url(https://example.org/a.svg#b)'/></svg>", "an address in a style"),
            ("<svg><rect style='fill:\\75rl(//example.org)'/></svg>", "`\\` in a style"),
            ("<svg><style>@import 'https://example.org/a.css';</style></svg>", "`@import` in a style"),
            ("<svg><style><![CDATA[a{background:url(//example.org)}]]></style></svg>", "an address in a style"),
            ("<svg><style>&#64;import 'a.css'</style></svg>", "`@import` in a style"),
            ("<svg>\n<style>@im<!-- x -->port '//e.example/x';</style></svg>", "`@import` in a style in line 2"),
            ("<svg><style>rect{fill:u<!-- -->rl(//e.example/x)}</style></svg>", "an address in a style"),
            ("<svg><style>@im<g/>port 'a.css'</style></svg>", "`@import` in a style"),
            ("<svg><style>@<![CDATA[im]]>port 'a.css'</style></svg>", "`@import` in a style"),
            ("<svg><style><g>@im</g>port 'a.css'</style></svg>", "`@import` in a style"),
            ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "a document type"),
            ("<svg>&a;</svg>", "not XML"),
            ("<?xml-stylesheet href='a.css'?><svg/>", "an instruction to programs"),
            ("<svg/><script/>", "not XML"),
            ("<svg><g></svg>", "not XML"),
            ("<svg><g>", "not XML"),
            ("", "not XML"),
        ] {
            let danger = find_danger(svg.as_bytes()).unwrap_or_default();
            assert!(danger.contains(what), "{svg}: {danger}");
        }
        assert!(find_danger(b"\xff\xfe<\0s\0v\0g\0>\0").is_some(), "UTF-16");
    }
}
