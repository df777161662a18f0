package narrative

// The rows of table three in the order of the form, and the sums over its
// groups, which the form has no cell for but texts give.
const (
	newlyReceived = iota + 1
	carriedIn
	granted
	partlyGranted
	withheld // groups stand before their rows
	stateSecret
	prohibited
	security
	thirdParty
	internalAffairs
	deliberative
	enforcementFile
	inquiry
	unavailable
	notHeld
	needsCreation
	stillUnclear
	notProcessed
	petition
	repeated
	publication
	excessive
	reissue
	otherwise
	uncorrected
	unpaid
	otherwiseOther
	totalHandled
	carriedOver
	receivedAndCarried
)

var rowCode = [...]string{
	newlyReceived: "newly_received", carriedIn: "carried_in", granted: "granted", partlyGranted: "partly_granted",
	withheld: "withheld", stateSecret: "withheld.state_secret", prohibited: "withheld.prohibited_by_law",
	security: "withheld.security_stability", thirdParty: "withheld.third_party_rights", internalAffairs: "withheld.internal_affairs",
	deliberative: "withheld.deliberative", enforcementFile: "withheld.enforcement_file", inquiry: "withheld.inquiry",
	unavailable: "unavailable", notHeld: "unavailable.not_held", needsCreation: "unavailable.needs_creation", stillUnclear: "unavailable.still_unclear",
	notProcessed: "not_processed", petition: "not_processed.petition", repeated: "not_processed.repeated", publication: "not_processed.publication",
	excessive: "not_processed.excessive", reissue: "not_processed.reissue",
	otherwise: "otherwise_handled", uncorrected: "otherwise_handled.uncorrected", unpaid: "otherwise_handled.unpaid", otherwiseOther: "otherwise_handled.other",
	totalHandled: "total_handled", carriedOver: "carried_over", receivedAndCarried: "received_and_carried",
}

// isGroup tells whether row is the sum over a group's rows.
func isGroup(row uint8) bool {
	return row == withheld || row == unavailable || row == notProcessed || row == otherwise
}

const (
	naturalPerson = iota + 1
	enterprise
	research
	welfare
	legalService
	otherColumn
	totalColumn
)

var columnCode = [...]string{
	naturalPerson: "natural_person", enterprise: "enterprise", research: "research", welfare: "welfare",
	legalService: "legal_service", otherColumn: "other", totalColumn: "total",
}

const (
	upheld = iota + 1
	overturned
	otherResult
	pending
	totalResult
)

var outcomeCode = [...]string{upheld: "upheld", overturned: "overturned", otherResult: "other", pending: "pending", totalResult: "total"}

var remedyCode = [...]string{
	reconsiderationID: "reconsideration", litigationID: "litigation", directID: "litigation_direct", afterID: "litigation_after_reconsideration",
}

var papersCode = [...]string{rulesID: "rules", normativeID: "normative"}

var madeCode = [...]string{
	issuedID: "issued", repealedID: "repealed", inForceID: "in_force", madeID: "made", publishedID: "published", publicTotalID: "public_total",
}

var actCode = [...]string{licensingID: "licensing", penaltyID: "penalty", coercionID: "coercion"}

const (
	feesCell          = "disclosure.fees.amount"
	processingFeeCell = "processing_fee.received_yuan"
	procureCountCell  = "disclosure.procurement.projects"
	procureAmountCell = "disclosure.procurement.amount_yuan"
)

func applicationCell(row, column uint8) string {
	// A group's columns and those of new and carried in together have no code.
	if column != totalColumn && (isGroup(row) || row == receivedAndCarried) {
		return ""
	}
	return applicationCodes[row][column]
}

// applicationCodes holds the codes of table three by row and column, written
// once: a text names the same ones again and again.
var applicationCodes = everyPair("application.", rowCode[:], columnCode[:])

var papersCodes = everyPair("disclosure.", papersCode[:], madeCode[:])

var actCodes = everyPair("disclosure.", actCode[:], []string{"decisions"})

var remedyCodes = everyPair("remedy.", remedyCode[:], outcomeCode[:])

// everyPair joins each of the first names with each of the second.
func everyPair(prefix string, first, second []string) [][]string {
	out := make([][]string, len(first))
	for i, a := range first {
		out[i] = make([]string, len(second))
		for k, b := range second {
			out[i][k] = prefix + a + "." + b
		}
	}
	return out
}

// remedyCell is empty where the form has no cell: the outcomes of both kinds
// of litigation together.
func remedyCell(group, result uint8) string {
	if group == litigationID && result != totalResult {
		return ""
	}
	return remedyCodes[group][result]
}
