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
}

const COUNTRIES: &[Country] = &[
    Country { code: "AU", currency: "AUD", bounds: [-43.8, -9.0, 112.8, 154.0] },
    Country { code: "BE", currency: "EUR", bounds: [49.4, 51.6, 2.4, 6.5] },
    Country { code: "CA", currency: "CAD", bounds: [41.6, 83.2, -141.1, -52.5] },
    Country { code: "DE", currency: "EUR", bounds: [47.2, 55.2, 5.8, 15.1] },
    Country { code: "ES", currency: "EUR", bounds: [27.5, 43.9, -18.3, 4.5] },
    Country { code: "FR", currency: "EUR", bounds: [41.2, 51.2, -5.3, 9.7] },
    Country { code: "GB", currency: "GBP", bounds: [49.8, 60.9, -8.7, 1.9] },
    Country { code: "IE", currency: "EUR", bounds: [51.3, 55.5, -10.8, -5.9] },
    Country { code: "IT", currency: "EUR", bounds: [35.4, 47.2, 6.5, 18.6] },
    Country { code: "NL", currency: "EUR", bounds: [50.7, 53.6, 3.3, 7.3] },
    Country { code: "NZ", currency: "NZD", bounds: [-47.4, -34.0, 166.3, 178.7] },
    Country { code: "PL", currency: "PLN", bounds: [48.9, 54.9, 14.0, 24.2] },
    Country { code: "PT", currency: "EUR", bounds: [30.0, 42.2, -31.4, -6.1] },
    Country { code: "US", currency: "USD", bounds: [18.8, 71.5, -179.2, -66.8] },
];

impl Country {
    /// The country of a code, if it is known here.
    pub fn find(code: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
    }

    /// Whether a point is in the box that holds the country.
    pub fn contains(&self, latitude: f64, longitude: f64) -> bool {
        let [south, north, west, east] = self.bounds;
        (south..=north).contains(&latitude) && (west..=east).contains(&longitude)
    }
}
