//! Advice on campaigns that are over.

use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::publish::publication::Publication;
use crate::record::KindFields;

/// Reports published campaigns that are over and do not say what came of them.
pub(super) fn check_outcomes(publication: &Publication, out: &mut Faults) {
    let campaigns = publication.published_records().filter(|(_, record)| record.kind() == Kind::Campaign);
    for (_, record) in campaigns.filter(|(ix, _)| publication.is_past(*ix)) {
        let Some(KindFields::Campaign(campaign)) = &record.parsed.fields else { continue };
        if campaign.outcome.is_none() {
            let message = "the campaign is over, and nothing says what came of it";
            let fault = Fault::new(Code::NoOutcome, record.parsed.locations.of_field("end"), message);
            out.report(fault.with_help("add `outcome:`, one or two sentences for those who took part"));
        }
    }
}
