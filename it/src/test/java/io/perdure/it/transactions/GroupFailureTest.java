package io.perdure.it.transactions;

import io.perdure.conformance.transactions.GroupFailureSuite;

class GroupFailureTest extends GroupFailureSuite {}
