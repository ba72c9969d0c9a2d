package io.crumbless.warehouse.view;

import io.crumbless.warehouse.view.ViewedType.Scalar;
import java.util.List;

/** The SQL of one engine, piece by piece. Every statement ends with a semicolon and a line end. */
interface Dialect {
    /** What comes first: what the file is and, where the engine has variables, one that holds the place. */
    String head(ViewedSnapshot snapshot);

    /** Makes a dataset of the current snapshot known. */
    String dataset(ViewedSnapshot snapshot, ViewedDataset dataset);

    /** Makes the profiles of all snapshots that are kept known, as one. */
    String history(ViewedSnapshot snapshot, String name, String description);

    /** A view of what is known already. */
    String view(String name, String description, List<String> columns, String query);

    /** What a view or table is called in a query. */
    String name(String plain);

    /** A column's name; as the SQL standard quotes it, unless the engine has its own way. */
    default String column(String plain) {
        return "\"" + plain + "\"";
    }

    /** A value as text; the items of a list are separated by a comma and a blank. */
    String text(ViewedColumn value);

    /** A text; as the SQL standard quotes it, unless the engine has its own way. */
    default String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Nothing at all, of a type. */
    String none(Scalar type);
}
