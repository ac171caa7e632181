package io.perdure.it.documents;

import io.perdure.conformance.documents.StoredDocumentsSuite;

class StoredDocumentsTest extends StoredDocumentsSuite {}
