package io.perdure.it.packages;

import io.perdure.conformance.packages.ArchiveReadSuite;

class ArchiveReadTest extends ArchiveReadSuite {}
