package io.perdure.it.packages;

import io.perdure.conformance.packages.CorruptArchiveSuite;

class CorruptArchiveTest extends CorruptArchiveSuite {}
