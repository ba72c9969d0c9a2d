package io.crumbless.tools.generate;

import java.util.List;

/** The columns of an output, in order. */
record TableLayout(String name, List<Column> columns) {
    /** What a column holds. */
    enum Kind {
        TEXT,
        /** A moment: microseconds since the epoch, UTC. */
        TIME,
        /** Several texts. */
        LIST,
        /** Several memberships; where a format has no structs, their segments only. */
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
