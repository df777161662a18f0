// Package seal keeps what is personal unreadable on the disk: applicants, what
// they write and the files of their cases are encrypted before they reach the
// database or the folder of files (个人信息保护法 art. 51 asks for encryption
// where personal data is kept). A [Ring] holds the keys.
//
// It promises that a sealed text can be opened only with its key and only in
// the place it was sealed for, so that it cannot be moved from one case to
// another; that keys may be renewed while older texts stay readable; and that a
// text changed on the disk is an error and never half a text.
//
// It also verifies what others have signed, with their public keys; it signs nothing.
//
// Where the key file lies and who may read it is left to the operator; a backup
// does not contain it.
package seal
