// Package job says what the program has to do later, or again and again: for
// each duty a struct with what it needs to know. A job is written down in the
// transaction that asks for it, done by package worker, and safe to do twice.
// How the queue is kept is left to package store.
package job

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"gongkai/law/organ"
)

// Args is one job to be done. Kind and Key together name it: asked for twice,
// it is done once. It is an interface because every duty needs to know other
// things.
type Args interface {
	Kind() string
	Key() string
}

// The duties.
type (
	// PublishedReport makes a version of a report ready for its readers: it is
	// read back, its hash compared, its downloads made.
	PublishedReport struct {
		Organ organ.ID `json:"organ"`
		Year  int      `json:"year"`
		N     int      `json:"n"` // of the version
	}
	// SweepSessions removes sessions that ended long ago, and forms kept for
	// people who did not come back.
	SweepSessions struct{ Slot }
	// SweepDrafts removes applications that somebody began to type and did not
	// send.
	SweepDrafts struct{ Slot }
	// SweepFiles removes files that no record refers to.
	SweepFiles struct{ Slot }
	// SweepJobs removes jobs that were done long ago.
	SweepJobs struct{ Slot }
	// VerifyChain recomputes every audit chain and every published version.
	VerifyChain struct{ Slot }
	// GrownRegister lets the database count anew what a register holds, after an
	// import so large that it would choose its ways by figures of before.
	GrownRegister struct{ Slot }
	// SendMessage sends a message of the outbox.
	SendMessage struct {
		ID int64 `json:"id"`
	}
	// EraseCases takes what is personal out of the cases whose time is over.
	EraseCases struct{ Slot }
	// EraseFile removes a file of a case that was erased.
	EraseFile struct {
		SHA256 string `json:"sha256"`
	}
	// Backup writes a backup into the folder set for it, if one is set.
	Backup struct{ Slot }
)

// A Slot is the moment in the timetable that a periodic job belongs to. Several
// processes that reach it ask for one job. For a job that a step asks for it is
// the moment of the step.
type Slot struct {
	At time.Time `json:"at"`
}

// Key names the slot.
func (s Slot) Key() string { return s.At.UTC().Format(time.RFC3339) }

// Key names the version.
func (p PublishedReport) Key() string {
	return p.Organ.String() + "/" + strconv.Itoa(p.Year) + "/v" + strconv.Itoa(p.N)
}

// Key names the message.
func (m SendMessage) Key() string { return strconv.FormatInt(m.ID, 10) }

// Key names the file.
func (e EraseFile) Key() string { return e.SHA256 }

// Kind returns the word the queue keeps.
func (EraseCases) Kind() string { return "erase_cases" }

// Kind returns the word the queue keeps.
func (EraseFile) Kind() string { return "erase_file" }

// Kind returns the word the queue keeps.
func (SendMessage) Kind() string { return "send_message" }

// Kind returns the word the queue keeps.
func (PublishedReport) Kind() string { return "published_report" }

// Kind returns the word the queue keeps.
func (SweepSessions) Kind() string { return "sweep_sessions" }

// Kind returns the word the queue keeps.
func (SweepDrafts) Kind() string { return "sweep_drafts" }

// Kind returns the word the queue keeps.
func (SweepFiles) Kind() string { return "sweep_files" }

// Kind returns the word the queue keeps.
func (SweepJobs) Kind() string { return "sweep_jobs" }

// Kind returns the word the queue keeps.
func (VerifyChain) Kind() string { return "verify_chain" }

// Kind returns the word the queue keeps.
func (GrownRegister) Kind() string { return "grown_register" }

// Kind returns the word the queue keeps.
func (Backup) Kind() string { return "backup" }

// Read returns the job that was kept under a kind as JSON.
func Read(kind string, args []byte) (Args, error) {
	var a Args
	var err error
	switch kind {
	case PublishedReport{}.Kind():
		a, err = read[PublishedReport](args)
	case SweepSessions{}.Kind():
		a, err = read[SweepSessions](args)
	case SweepDrafts{}.Kind():
		a, err = read[SweepDrafts](args)
	case SweepFiles{}.Kind():
		a, err = read[SweepFiles](args)
	case SweepJobs{}.Kind():
		a, err = read[SweepJobs](args)
	case VerifyChain{}.Kind():
		a, err = read[VerifyChain](args)
	case GrownRegister{}.Kind():
		a, err = read[GrownRegister](args)
	case SendMessage{}.Kind():
		a, err = read[SendMessage](args)
	case EraseCases{}.Kind():
		a, err = read[EraseCases](args)
	case EraseFile{}.Kind():
		a, err = read[EraseFile](args)
	case Backup{}.Kind():
		a, err = read[Backup](args)
	default:
		return nil, fmt.Errorf("no job of kind %q", kind)
	}
	if err != nil {
		return nil, fmt.Errorf("read job %s: %w", kind, err)
	}
	return a, nil
}

func read[A Args](args []byte) (Args, error) {
	var a A
	err := json.Unmarshal(args, &a)
	return a, err
}
