package io.perdure.it.transactions;

import io.perdure.conformance.transactions.OnceLostSuite;

class OnceLostTest extends OnceLostSuite {}
