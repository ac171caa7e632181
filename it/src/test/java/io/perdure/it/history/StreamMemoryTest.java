package io.perdure.it.history;

import io.perdure.conformance.history.StreamMemorySuite;

class StreamMemoryTest extends StreamMemorySuite {}
