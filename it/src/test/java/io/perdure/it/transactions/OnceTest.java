package io.perdure.it.transactions;

import io.perdure.conformance.transactions.OnceSuite;

class OnceTest extends OnceSuite {}
