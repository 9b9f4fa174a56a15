// An independent judge of our log: the Go project's own sumdb/note and sumdb/tlog read what we wrote.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Seq    int64    `json:"seq"`
	Size   int64    `json:"size"`
	Hashes []string `json:"hashes"`
}

type consistency struct {
	From   int64    `json:"from"`
	To     int64    `json:"to"`
	Hashes []string `json:"hashes"`
}

type question struct {
	Key         string        `json:"key"`
	Entries     []string      `json:"entries"`
	Checkpoints []string      `json:"checkpoints"`
	Inclusion   []inclusion   `json:"inclusion"`
	Consistency []consistency `json:"consistency"`
	Refused     []string      `json:"refused"`
}

// memory keeps the hashes of a tree as tlog stores them.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = m[index]
	}
	return found, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func hashes(list []string) []tlog.Hash {
	found := make([]tlog.Hash, len(list))
	for i, text := range list {
		bytes, err := base64.StdEncoding.DecodeString(text)
		must(err)
		copy(found[i][:], bytes)
	}
	return found
}

func main() {
	var q question
	must(json.NewDecoder(os.Stdin).Decode(&q))
	verifier, err := note.NewVerifier(q.Key)
	must(err)
	var stored memory
	for i, entry := range q.Entries {
		more, err := tlog.StoredHashes(int64(i), []byte(entry), stored)
		must(err)
		stored = append(stored, more...)
	}
	root := func(size int64) tlog.Hash {
		hash, err := tlog.TreeHash(size, stored)
		must(err)
		return hash
	}
	for _, text := range q.Checkpoints {
		opened, err := note.Open([]byte(text), note.VerifierList(verifier))
		must(err)
		lines := strings.Split(opened.Text, "\n")
		size, err := strconv.ParseInt(lines[1], 10, 64)
		must(err)
		if hash := root(size); base64.StdEncoding.EncodeToString(hash[:]) != lines[2] {
			must(fmt.Errorf("the root of %d entries differs", size))
		}
	}
	for _, p := range q.Inclusion {
		must(tlog.CheckRecord(hashes(p.Hashes), p.Size, root(p.Size), p.Seq, tlog.RecordHash([]byte(q.Entries[p.Seq]))))
	}
	for _, p := range q.Consistency {
		must(tlog.CheckTree(hashes(p.Hashes), p.To, root(p.To), p.From, root(p.From)))
	}
	for _, text := range q.Refused {
		if _, err := note.Open([]byte(text), note.VerifierList(verifier)); err == nil {
			must(fmt.Errorf("a changed note was accepted"))
		}
	}
	fmt.Printf("agreed on %d checkpoints, %d inclusions, %d consistencies\n", len(q.Checkpoints), len(q.Inclusion), len(q.Consistency))
}
