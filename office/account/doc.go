// Package account knows the people of the office: who they are, which posts
// (岗位) they hold, what each post may do and how they prove who they are.
//
// What a person may do follows from one table, [May]: for every action the
// roles that may do it, how far it reaches over the tree of organs, and why.
// docs/permissions.md is made from that table, so a change in who may do what
// is seen in review. The three administrators (三员) are kept apart, from each
// other and from the business of the organs: [CanHold].
//
// A person signs in with a password. [Hasher] keeps passwords as Argon2id and
// bounds the memory that takes; [Rules] say which passwords may be chosen, how
// long they hold, when an account is locked and when a session ends.
//
// The package promises values and pure functions, but for the random numbers
// of passwords, salts and tokens. Keeping accounts and sessions is left to
// package store, asking for a password to package web. It holds no personal
// data back from its callers but keeps it out of logs: an [Account] is logged
// as [account 42], a [Secret] never.
package account
