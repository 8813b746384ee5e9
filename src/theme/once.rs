//! `once(component="card", card=card, tag="h3")`: a component that many pages show alike. With `each="card", of=entries`
//! it is shown for each entry of an array, one after the other, with the entry as its argument `card`.
//!
//! It is rendered for the first page, and its HTML is inserted into the others. Values are told apart by where they are
//! in memory, not by what they hold: `RenderCache` makes what pages share, such as a card, once. An entry keeps its
//! values, so no other value can come to be where they are.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

/// The argument with the component's name.
const COMPONENT: &str = "component";
/// The argument with the name under which the component gets each entry of [`OF`].
const EACH: &str = "each";
/// The argument with the array of entries.
const OF: &str = "of";
/// How many components may be within one another.
const MAX_DEPTH: usize = 8;
/// The most entries. A template that makes its own values gives new ones for each page.
const MAX_ENTRIES: usize = 200_000;
/// The entries are in this many maps, so that threads seldom wait for one another.
const SHARDS: usize = 16;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// The error within a component: the engine would only keep its text.
    static INNER_ERROR: RefCell<Option<Error>> = const { RefCell::new(None) };
}

/// The components that were rendered, by name and values. They belong to one engine.
#[derive(Default)]
pub(super) struct OnceCache {
    shards: [Mutex<HashMap<Vec<u8>, Entry>>; SHARDS],
}

struct Entry {
    html: Value,
    /// Maps and arrays, kept for their places in memory.
    _kept: Vec<Value>,
}

impl OnceCache {
    /// Forgets all components, when the site that they were made for has changed.
    pub fn clear(&self) {
        self.shards.iter().for_each(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner).clear());
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner).len()).sum()
    }

    fn find(&self, key: &[u8]) -> Option<Value> {
        let entries = self.shard(key).lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(key).map(|entry| entry.html.clone())
    }

    fn insert(&self, key: Vec<u8>, entry: Entry) {
        let mut entries = self.shard(&key).lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= MAX_ENTRIES / SHARDS {
            entries.clear();
        }
        entries.insert(key, entry);
    }

    fn shard(&self, key: &[u8]) -> &Mutex<HashMap<Vec<u8>, Entry>> {
        let sum = key.iter().fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
        &self.shards[sum % SHARDS]
    }
}

/// Makes an engine that knows `once`, and its cache.
pub(super) fn add_once(mut tera: Tera) -> (Arc<Tera>, Arc<OnceCache>) {
    let cache = Arc::new(OnceCache::default());
    let kept = Arc::clone(&cache);
    let engine = Arc::new_cyclic(|engine: &Weak<Tera>| {
        let engine = Weak::clone(engine);
        let once = move |arguments: Kwargs, _: &State| match engine.upgrade() {
            Some(tera) => find_or_render(&tera, &kept, &arguments),
            None => Err(Error::message("the theme is gone")),
        };
        tera.register_function("once", once);
        tera
    });
    (engine, cache)
}

/// What a template asks for: a component with its arguments.
struct Call<'a> {
    component: &'a str,
    arguments: Vec<(&'a str, &'a Value)>,
}

fn find_or_render(tera: &Tera, cache: &OnceCache, arguments: &Kwargs) -> TeraResult<Value> {
    let component: &str = arguments.must_get(COMPONENT)?;
    let each: Option<&str> = arguments.get(EACH)?;
    let named = arguments.iter().filter_map(|(name, value)| Some((name.as_str()?, value)));
    let (entries, arguments): (Vec<_>, Vec<_>) = named
        .filter(|(name, _)| *name != COMPONENT && *name != EACH)
        .partition(|(name, _)| *name == OF && each.is_some());
    let mut call = Call { component, arguments };
    let mut key = call.key();
    let Some(each) = each else { return call.find_or_render(tera, cache, &key) };
    let entries = entries.first().and_then(|(_, entries)| entries.as_array());
    let entries = entries.ok_or_else(|| Error::message("`once` with `each` needs an array `of`"))?;
    let shared_length = key.len();
    let mut html = String::new();
    for entry in entries {
        push_argument(&mut key, each, entry);
        call.arguments.push((each, entry));
        html.push_str(call.find_or_render(tera, cache, &key)?.as_str().unwrap_or_default());
        call.arguments.pop();
        key.truncate(shared_length);
    }
    Ok(Value::safe_string(&html))
}

impl Call<'_> {
    fn find_or_render(&self, tera: &Tera, cache: &OnceCache, key: &[u8]) -> TeraResult<Value> {
        if let Some(html) = cache.find(key) {
            return Ok(html);
        }
        let html = Value::safe_string(&self.render(tera)?);
        let kept = self.arguments.iter().map(|(_, value)| *value).filter(|value| has_place(value)).cloned().collect();
        cache.insert(key.to_vec(), Entry { html: html.clone(), _kept: kept });
        Ok(html)
    }

    /// The component's name and arguments, to tell calls apart.
    fn key(&self) -> Vec<u8> {
        let mut key = Vec::with_capacity(96);
        push_piece(&mut key, b'n', self.component.as_bytes());
        self.arguments.iter().for_each(|(name, value)| push_argument(&mut key, name, value));
        key
    }

    /// The HTML of the component. What it finds with `@` must be among the arguments too.
    fn render(&self, tera: &Tera) -> TeraResult<String> {
        let name = self.component;
        let definition = tera
            .get_component_definition(name)
            .ok_or_else(|| Error::message(format!("the theme has no component `{name}`")))?;
        let (mut own, mut implicit) = (Context::new(), Context::new());
        for (argument, value) in &self.arguments {
            if definition.args().iter().any(|known| known.name() == *argument) {
                own.insert_value((*argument).to_owned(), (*value).clone());
            }
            implicit.insert_value((*argument).to_owned(), (*value).clone());
        }
        render_component(tera, name, &own, &implicit)
    }
}

/// Adds an argument to a key: texts and numbers as they are, maps and arrays by their places in memory.
fn push_argument(key: &mut Vec<u8>, name: &str, value: &Value) {
    push_piece(key, b'a', name.as_bytes());
    // The kind tells a text from the number or the place that it may look like.
    match (value.as_map(), value.as_array(), value.as_str()) {
        (Some(map), ..) => push_piece(key, b'm', &ptr::from_ref(map).addr().to_le_bytes()),
        (_, Some(array), _) => push_piece(key, b'v', &array.as_ptr().addr().to_le_bytes()),
        (.., Some(text)) => push_piece(key, if value.is_safe() { b'h' } else { b't' }, text.as_bytes()),
        _ => push_piece(key, b'o', format!("{:?} {value}", value.kind()).as_bytes()),
    }
}

fn push_piece(key: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    key.push(kind);
    key.extend_from_slice(&bytes.len().to_le_bytes());
    key.extend_from_slice(bytes);
}

fn has_place(value: &Value) -> bool {
    value.is_map() || value.as_array().is_some()
}

fn render_component(tera: &Tera, name: &str, own: &Context, implicit: &Context) -> TeraResult<String> {
    let depth = DEPTH.replace(DEPTH.get() + 1);
    let rendered = match depth < MAX_DEPTH {
        true => tera.render_component_with_implicits(name, own, implicit, None, true),
        false => Err(Error::message(format!("`once` is within itself more than {MAX_DEPTH} times"))),
    };
    DEPTH.set(depth);
    rendered.map_err(|error| {
        let text = error.to_string();
        // An error without a place gets that of the call.
        if matches!(error.kind(), ErrorKind::RenderingError(_)) {
            INNER_ERROR.with_borrow_mut(|inner| {
                inner.get_or_insert(error);
            });
        }
        Error::message(text)
    })
}

/// The error within a component that made a template fail.
pub(super) fn take_inner_error() -> Option<Error> {
    INNER_ERROR.take()
}

/// Stands for `once` while templates are compiled.
pub(super) fn register_placeholder(tera: &mut Tera) {
    tera.register_function("once", |_: Kwargs, _: &State| -> TeraResult<Value> {
        Err(Error::message("`once` is known only when pages are rendered"))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine(components: &str, page: &str) -> (Arc<Tera>, Arc<OnceCache>) {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        register_placeholder(&mut tera);
        tera.add_raw_templates([("components.html", components), ("page.html", page)]).unwrap();
        add_once(tera)
    }

    fn card(title: &str) -> Value {
        Value::from_serializable(&std::collections::BTreeMap::from([("title", title)]))
    }

    const CARD: &str = "{% component card(card: map, tag: string = \"h3\", @ui) %}<{{ tag }}>{{ card.title }}{{ ui }}{% endcomponent card %}";

    #[test]
    fn a_component_is_rendered_once_for_the_same_values() {
        let page = "{% for card in cards %}{{ once(component=\"card\", card=card, tag=tag, ui=\"!\") }}{% endfor %}";
        let (tera, cache) = engine(CARD, page);
        let (first, second) = (card("A & B"), card("C"));
        let mut context = Context::new();
        context.insert_value("cards", Value::from(vec![first.clone(), second, first]));
        context.insert("tag", "h2");
        assert_eq!(tera.render("page.html", &context).unwrap(), "<h2>A &amp; B!<h2>C!<h2>A &amp; B!");
        assert_eq!(cache.len(), 2);
        context.insert("tag", "h3");
        assert_eq!(tera.render("page.html", &context).unwrap(), "<h3>A &amp; B!<h3>C!<h3>A &amp; B!");
    }

    #[test]
    fn values_that_look_alike_are_told_apart() {
        let component = "{% component show(value) %}{{ value }},{% endcomponent show %}";
        let page = "{% for value in values %}{{ once(component=\"show\", value=value) }}{% endfor %}";
        let (tera, _) = engine(component, page);
        let mut context = Context::new();
        let values = [Value::from(1), Value::from("1"), Value::from("<"), Value::safe_string("<"), Value::from(true)];
        context.insert_value("values", Value::from(values.to_vec()));
        assert_eq!(tera.render("page.html", &context).unwrap(), "1,1,&lt;,<,true,");
    }

    #[test]
    fn a_component_is_shown_for_each_entry() {
        let page = "{{ once(component=\"card\", each=\"card\", of=cards, ui=\"!\") }} {{ once(component=\"card\", card=cards[1], ui=\"!\") }}";
        let (tera, cache) = engine(CARD, page);
        let (first, second) = (card("A & B"), card("C"));
        let mut context = Context::new();
        context.insert_value("cards", Value::from(vec![first.clone(), second, first]));
        assert_eq!(tera.render("page.html", &context).unwrap(), "<h3>A &amp; B!<h3>C!<h3>A &amp; B! <h3>C!");
        assert!(cache.len() <= 3);
        let (tera, _) = engine(CARD, "{{ once(component=\"card\", each=\"card\", of=1, ui=1) }}");
        let error = tera.render("page.html", &context).unwrap_err().to_string();
        assert!(error.contains("array `of`"), "{error}");
    }

    #[test]
    fn an_error_within_a_component_keeps_its_place() {
        let component = "{% component broken(card: map) %}\n{{ card.nowhere.title }}{% endcomponent broken %}";
        let (tera, _) = engine(component, "{{ once(component=\"broken\", card=card) }}");
        let mut context = Context::new();
        context.insert_value("card", card("A"));
        assert!(tera.render("page.html", &context).is_err());
        let inner = take_inner_error().unwrap().to_string();
        assert!(inner.contains("components.html:2:") && inner.contains("nowhere"), "{inner}");
        let (tera, _) = engine(CARD, "\n{{ once(component=\"card\", ui=1) }}");
        let error = tera.render("page.html", &context).unwrap_err().to_string();
        assert!(error.contains("page.html:2:") && error.contains("`card`"), "{error}");
        assert!(take_inner_error().is_none());
        let (tera, _) =
            engine(CARD, "{{ once(component=\"card\", card=card, ui=1) }}{{ once(component=\"cart\", card=card) }}");
        assert!(tera.render("page.html", &context).unwrap_err().to_string().contains("no component `cart`"));
    }

    #[test]
    fn a_component_within_itself_is_an_error() {
        let component = "{% component deep(n) %}{{ once(component=\"deep\", n=n + 1) }}{% endcomponent deep %}";
        let (tera, _) = engine(component, "{{ once(component=\"deep\", n=0) }}");
        assert!(tera.render("page.html", &Context::new()).unwrap_err().to_string().contains("within itself"));
        let inner = take_inner_error().unwrap().to_string();
        assert!(inner.contains("components.html:1:") && inner.contains("within itself"), "{inner}");
    }
}
