//! The table of fault codes.

use std::fmt;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A suggestion.
    Advice,
    /// It should be corrected.
    Warning,
    /// Unsafe, untrue or unreadable: the record is not published.
    Error,
}

impl Severity {
    /// The name of the severity, for people and machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }

    /// The severity with this name, for `lints:`.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Advice].into_iter().find(|severity| severity.as_str() == word)
    }
}

macro_rules! define_codes {
    ($($name:ident $word:literal $severity:ident $title:literal;)+) => {
        /// What a fault is about. Its name is used by `explain`, `lints:` and waivers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $name,)+
        }

        impl Code {
            /// All codes, in the order of their names.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name of the code, such as `unknown-field`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// How bad it is unless `lints:` says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What it means, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }
        }
    };
}

define_codes! {
    AllCapitals "all-capitals" Advice "several words, or a long one, in capitals";
    BareAddress "bare-address" Advice "a link whose text is a long address";
    BlockOpen "block-open" Error "a block that is never closed, or closed without being opened";
    BrokenAnchor "broken-anchor" Warning "a link to a heading that is not on that page";
    BrokenFile "broken-file" Error "a PDF or captions that readers could not use";
    BrokenLink "broken-link" Error "a link to a file or address that does not exist";
    CircularParent "circular-parent" Error "records that contain or replace one another in a circle";
    ClosedPartner "closed-partner" Warning "an event to come of a partner that has closed";
    ConsentMissing "consent-missing" Error "a consent that is not in `consents.yaml`, or does not cover this record";
    DuplicateAddress "duplicate-address" Error "two pages or files that would have the same address";
    DuplicateField "duplicate-field" Error "a field that is written twice";
    EditionField "edition-field" Error "a field that a translation cannot set";
    EmojiRun "emoji-run" Advice "three or more emoji in a row";
    FieldsDisagree "fields-disagree" Warning "fields that contradict one another";
    FileNameAsAlt "file-name-as-alt" Warning "a picture whose text is the name of a file";
    FileTooLarge "file-too-large" Error "a text file of more than 4 MiB";
    FrontMatterMissing "front-matter-missing" Error "a file without front matter";
    FrontMatterOpen "front-matter-open" Error "front matter that is never closed";
    FrontMatterTooLarge "front-matter-too-large" Error "front matter of more than 64 KiB";
    HardToRead "hard-to-read" Advice "a text of long sentences and long words";
    HasARecord "has-a-record" Advice "a name in words of a partner that has a record";
    HeadingOrder "heading-order" Advice "a heading of a level that does not follow from the one before";
    HiddenByDefault "hidden-by-default" Advice "a name, mailbox or mobile number that readers do not see, and the file does not say so";
    HiddenInText "hidden-in-text" Error "a text that tells what a field hides";
    InvalidDate "invalid-date" Error "a date or time that cannot be read or does not exist";
    InvalidValue "invalid-value" Error "a value that the field cannot have";
    KeptBackInText "kept-back-in-text" Warning "a text that tells what a field keeps back";
    LanguageOfPart "language-of-part" Warning "words in another script that do not say their language";
    LateBooking "late-booking" Advice "booking that closes after the event has begun";
    LinkLeavesProject "link-leaves-project" Error "a link on the disk that leads out of the network";
    LinkOnRequest "link-on-request" Advice "a link for joining that readers must ask for, and the file does not say so";
    LinksToWithheld "links-to-withheld" Advice "a reference to a record that is not published now";
    LostInMerge "lost-in-merge" Advice "fields of a record that is shown as another, which has nothing there";
    LowContrast "low-contrast" Error "colours that cannot be told apart well enough to read";
    MarkupInField "markup-in-field" Warning "Markdown or HTML in a field that is plain text";
    MissingAlt "missing-alt" Warning "a picture without a text for those who cannot see it";
    MissingField "missing-field" Error "a field that the kind needs";
    MissingFile "missing-file" Error "a picture or download that is not there";
    MissingWords "missing-words" Warning "words of the interface that a language does not have";
    NameTooLong "name-too-long" Error "a name or an address that is too long for a disk";
    NeedlessField "needless-field" Advice "a value that says nothing, or what is said already";
    NewerContract "newer-contract" Error "a theme or network made for a newer version of this program";
    NoAudience "no-audience" Advice "something that a campaign asks for, and nothing says whom it asks or who leads it";
    NoCaptions "no-captions" Warning "a video, and nothing says that it has captions or a transcript";
    NoEffectYet "no-effect-yet" Advice "a field that is read and does nothing yet";
    NoEnd "no-end" Warning "an incident pack that does not say until when";
    NoLicence "no-licence" Advice "a resource, and nothing says who may use it and how";
    NoOutcome "no-outcome" Advice "a campaign that is over, and nothing says what came of it";
    NoPlace "no-place" Warning "an event that is in no place";
    NoRecord "no-record" Advice "an event that nobody with a record runs";
    NoStatusDay "no-status-day" Warning "a status without the day it was decided";
    NoSuchDate "no-such-date" Warning "a date on which the event does not take place";
    NotGone "not-gone" Warning "an address in `gone:` that something on the site has";
    NoWebVersion "no-web-version" Warning "a PDF that cannot be read as a web page";
    NotText "not-text" Error "a file that is not text";
    OffsetContradicts "offset-contradicts" Error "an offset that is not the zone's on that day";
    OnObservance "on-observance" Advice "an event on a festival or holiday";
    OutsideCountry "outside-country" Warning "coordinates that are not in the network's country";
    OverBudget "over-budget" Warning "pages that are heavier than `budget:` allows";
    PeopleNotStated "people-not-stated" Advice "a picture that does not say whether people are in it";
    PersonalMailbox "personal-mailbox" Warning "a person's own mailbox that everybody can read";
    PrivateOverlap "private-overlap" Advice "a private field that the record already states in public";
    RemovedHtml "removed-html" Warning "HTML that is not published";
    ReservedName "reserved-name" Error "a name that a system or this program keeps for itself";
    SameNumber "same-number" Error "two partners with one charity or company number, or two places with one code";
    SameUid "same-uid" Warning "two events with one `uid`";
    ShownNowhere "shown-nowhere" Warning "a partner with neither an address nor an area it serves";
    SilentGap "silent-gap" Advice "a date that is left out soon, and readers are not told";
    SkipsMonths "skips-months" Advice "a rule that leaves out the months without its day";
    StillRunning "still-running" Advice "an event that repeats without end, and nobody has touched it for a year";
    SyncCopy "sync-copy" Warning "a copy that a synchronising service left behind";
    TableWithoutHeaders "table-without-headers" Warning "a table whose header row is empty";
    TemplateError "template-error" Error "a template that cannot be read or rendered";
    ThemeMissing "theme-missing" Error "a theme that is not in `themes/`";
    TimeAmbiguous "time-ambiguous" Error "a wall time that comes twice that night";
    TimeDoesNotExist "time-does-not-exist" Error "a wall time that the clocks skip that night";
    TooDeep "too-deep" Error "text or front matter that is nested too deeply";
    UnknownArgument "unknown-argument" Error "an argument that a block does not take";
    UnknownCode "unknown-code" Warning "a fault code that does not exist";
    UnknownComponent "unknown-component" Error "a block that neither the program nor the theme has";
    UnknownField "unknown-field" Error "a field that the kind does not have";
    UnknownReference "unknown-reference" Error "a reference to a record that does not exist";
    UnknownTopic "unknown-topic" Warning "a topic that is not in `site.yaml`";
    Unreadable "unreadable" Error "a file that cannot be opened";
    UnsafeFile "unsafe-file" Error "a download of a kind that can run code in the reader's browser";
    UnsafeUrl "unsafe-url" Error "an address with a scheme that is not published";
    UnusedFile "unused-file" Advice "a file that no record refers to";
    VagueLink "vague-link" Warning "a link whose text does not say where it leads";
    VanishedAddress "vanished-address" Warning "an address that was published and is gone";
    VenueOverlap "venue-overlap" Advice "two events at one venue at the same time";
    WaiverPassed "waiver-passed" Advice "a waiver whose last day has passed";
    WrongKind "wrong-kind" Error "a reference to a record of another kind";
    WrongWeekday "wrong-weekday" Advice "a weekday in the text that is not that of the date beside it";
    YamlSyntax "yaml-syntax" Error "front matter that is not YAML";
}

impl Code {
    /// The success criterion of WCAG 2.2 that a page with this fault fails.
    pub fn wcag_criterion(self) -> Option<&'static str> {
        match self {
            Self::MissingAlt | Self::FileNameAsAlt => Some("1.1.1"),
            Self::NoCaptions => Some("1.2.2"),
            Self::HeadingOrder | Self::TableWithoutHeaders => Some("1.3.1"),
            Self::LowContrast => Some("1.4.3"),
            Self::NoWebVersion => Some("1.4.10"),
            Self::BareAddress | Self::VagueLink => Some("2.4.4"),
            Self::LanguageOfPart => Some("3.1.2"),
            Self::HardToRead => Some("3.1.5"),
            _ => None,
        }
    }

    /// The code with this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == word)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
