package io.perdure.it.transactions;

import io.perdure.conformance.transactions.MisuseSuite;

class MisuseTest extends MisuseSuite {}
