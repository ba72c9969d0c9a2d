package io.crumbless.cli.command;

import org.junit.jupiter.api.Tag;

/** {@link ForgedDatabaseContract} on H2. */
@Tag("night")
class ForgedDatabaseTest extends ForgedDatabaseContract {}
