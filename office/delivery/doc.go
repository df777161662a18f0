// Package delivery sends what the office has to say to an address outside
// (送达的电子途径, art. 40 of the Regulations leaves the form to the applicant):
// notices by e-mail and by short message. A [Sender] is one way out.
//
// It promises that a message bears its own number on every way, so that one
// sent twice after a power cut is recognised by whoever receives it, that a
// fault which trying again cannot heal is told apart from one that it can
// ([Lasting]), and that no error shows an address or a text.
//
// What is to be sent, when, and that it is sent once, is left to the outbox of
// package store and to package worker.
package delivery
