package io.crumbless.tools.generate;

import java.util.List;

/** The columns of an output, in order. */
record TableLayout(String name, List<Column> columns) {
    /** The content of a column. */
    enum Kind {
        TEXT,
        /** A time: microseconds since the epoch, UTC. */
        TIME,
        /** Several texts. */
        LIST,
        /** Several memberships; only their segments if the format has no structs. */
        MEMBERSHIPS
    }

    record Column(String name, Kind kind) {}

    TableLayout {
        columns = List.copyOf(columns);
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    static Column time(String name) {
        return new Column(name, Kind.TIME);
    }

    static Column list(String name) {
        return new Column(name, Kind.LIST);
    }

    static Column memberships(String name) {
        return new Column(name, Kind.MEMBERSHIPS);
    }
}
