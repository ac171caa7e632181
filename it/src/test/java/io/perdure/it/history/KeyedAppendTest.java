package io.perdure.it.history;

import io.perdure.conformance.history.KeyedAppendSuite;

class KeyedAppendTest extends KeyedAppendSuite {}
