#pragma once
// A whole plan as a document that is carried to the garage, signed and kept.

#include "ampsite/report/document.h"
#include "ampsite/report/plan_report.h"

namespace ampsite {

/// In the order in which it is read: what has to be known first, the summary, what to wire and to set, the proofs,
/// what to enter, buy and order, the steps with room for measured values and a signature, findings, assumptions, and
/// what was not checked.
Document plan_document(const PlanReport& report);

}  // namespace ampsite
