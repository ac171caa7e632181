package io.perdure.it.transactions;

import io.perdure.conformance.transactions.NestedSuite;

class NestedTest extends NestedSuite {}
