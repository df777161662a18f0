package register

// coming lists registers whose counting the report does not yet take over.
var coming = []*Description{Item, MediaAccount, MediaPost, Complaint, Activity, Problem}
