package io.perdure.it.transactions;

import io.perdure.conformance.transactions.GroupCommitSuite;

class GroupCommitTest extends GroupCommitSuite {}
