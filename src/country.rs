//! What the program knows of countries.

/// A country.
#[derive(Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// Its currency (ISO 4217).
    pub currency: &'static str,
    /// A box that holds it: south, north, west and east in degrees (WGS 84).
    bounds: [f64; 4],
    /// Codes of places there, one of each form: each digit stands for any digit. Empty if the forms are not known here.
    pub place_codes: &'static [&'static str],
}

const COUNTRIES: &[Country] = &[
    Country {
        code: "AU",
        currency: "AUD",
        bounds: [-43.8, -9.0, 112.8, 154.0],
        place_codes: &["1", "10050", "101021007"],
    },
    Country { code: "BE", currency: "EUR", bounds: [49.4, 51.6, 2.4, 6.5], place_codes: &["11002"] },
    Country {
        code: "CA",
        currency: "CAD",
        bounds: [41.6, 83.2, -141.1, -52.5],
        place_codes: &["35", "3520", "3520005"],
    },
    Country {
        code: "DE",
        currency: "EUR",
        bounds: [47.2, 55.2, 5.8, 15.1],
        place_codes: &["09", "091", "09162", "09162000", "091620000000"],
    },
    Country { code: "ES", currency: "EUR", bounds: [27.5, 43.9, -18.3, 4.5], place_codes: &["28", "28079"] },
    Country {
        code: "FR",
        currency: "EUR",
        bounds: [41.2, 51.2, -5.3, 9.7],
        place_codes: &["75", "974", "75056", "2A004", "2B033"],
    },
    Country {
        code: "GB",
        currency: "GBP",
        bounds: [49.8, 60.9, -8.7, 1.9],
        place_codes: &[
            "E05009317",
            "W06000015",
            "S12000036",
            "N09000003",
            "K02000001",
            "J01000001",
            "L93000001",
            "M83000003",
        ],
    },
    Country { code: "IE", currency: "EUR", bounds: [51.3, 55.5, -10.8, -5.9], place_codes: &[] },
    Country { code: "IT", currency: "EUR", bounds: [35.4, 47.2, 6.5, 18.6], place_codes: &["12", "058", "058091"] },
    Country {
        code: "NL",
        currency: "EUR",
        bounds: [50.7, 53.6, 3.3, 7.3],
        place_codes: &["GM0363", "WK036300", "BU03630000", "PV27"],
    },
    Country {
        code: "NZ",
        currency: "NZD",
        bounds: [-47.4, -34.0, 166.3, 178.7],
        place_codes: &["076", "07600", "076000"],
    },
    Country { code: "PL", currency: "PLN", bounds: [48.9, 54.9, 14.0, 24.2], place_codes: &["14", "1465", "1465011"] },
    Country { code: "PT", currency: "EUR", bounds: [30.0, 42.2, -31.4, -6.1], place_codes: &["11", "1106", "110601"] },
    Country {
        code: "US",
        currency: "USD",
        bounds: [18.8, 71.5, -179.2, -66.8],
        place_codes: &["36", "36061", "3651000", "3606144919", "36061000100"],
    },
];

impl Country {
    /// The country of a code, if it is known here.
    pub fn find(code: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
    }

    /// Whether a code has the form of a code of places there.
    pub fn has_place_code(&self, code: &str) -> bool {
        let fits =
            |(one, example): (u8, u8)| if example.is_ascii_digit() { one.is_ascii_digit() } else { one == example };
        let has_form = |example: &&str| example.len() == code.len() && code.bytes().zip(example.bytes()).all(fits);
        self.place_codes.is_empty() || self.place_codes.iter().any(has_form)
    }

    /// Whether a point is in the box that holds the country.
    pub fn contains(&self, latitude: f64, longitude: f64) -> bool {
        let [south, north, west, east] = self.bounds;
        (south..=north).contains(&latitude) && (west..=east).contains(&longitude)
    }
}
