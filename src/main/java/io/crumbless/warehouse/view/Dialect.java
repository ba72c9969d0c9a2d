package io.crumbless.warehouse.view;

import io.crumbless.warehouse.view.ViewedType.Scalar;
import java.util.List;

/** The SQL of one engine, piece by piece. Every statement ends with a semicolon and a line terminator. */
interface Dialect {
    /** The start of the file: a comment on what it is and, if the engine has variables, one for the location. */
    String head(ViewedSnapshot snapshot);

    /** Declares a dataset of the current snapshot. */
    String dataset(ViewedSnapshot snapshot, ViewedDataset dataset);

    /** Declares the profiles of all kept snapshots, as one table or view. */
    String history(ViewedSnapshot snapshot, String name, String description);

    /** A view over datasets that are declared already. */
    String view(String name, String description, List<String> columns, String query);

    /** The name of a view or table in a query. */
    String name(String plain);

    /** A quoted column name; as in the SQL standard, unless the engine differs. */
    default String column(String plain) {
        return "\"" + plain + "\"";
    }

    /** A value as text; items of a list are separated by a comma and a blank. */
    String text(ViewedColumn value);

    /** A text literal; as in the SQL standard, unless the engine differs. */
    default String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A typed null. */
    String none(Scalar type);
}
