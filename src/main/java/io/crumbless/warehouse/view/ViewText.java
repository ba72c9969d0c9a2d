package io.crumbless.warehouse.view;

import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.view.ViewedType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of the file for one engine: every dataset, then the views over them. */
final class ViewText {
    private static final Scalar TEXT = new Scalar(ColumnKind.TEXT, 0, 0);
    private static final Scalar DATE = new Scalar(ColumnKind.DATE, 0, 0);

    private final ViewedSnapshot snapshot;
    private final Dialect dialect;

    private ViewText(ViewedSnapshot snapshot, Dialect dialect) {
        this.snapshot = snapshot;
        this.dialect = dialect;
    }

    static String of(ViewedSnapshot snapshot, Dialect dialect) {
        return new ViewText(snapshot, dialect).text();
    }

    private String text() {
        StringBuilder sql = new StringBuilder(dialect.head(snapshot));
        sql.append("""
            -- Begin with the extract of the purpose you work for: profiles hold more than any one purpose may use.
            """);
        snapshot.datasets().forEach(dataset -> sql.append(dialect.dataset(snapshot, dataset)));
        sql.append(dialect.history(
                snapshot,
                "profiles_history",
                "Profiles of every snapshot that is kept, by run_id and as_of; for trends, not for contact"));
        sql.append(values());
        sql.append(contactable());
        return sql.toString();
    }

    /** One row per value, for readers who trace values to their evidence. */
    private String values() {
        ViewedDataset profiles = snapshot.profiles();
        List<ViewedColumn> values = profiles.values();
        List<String> columns = new ArrayList<>(List.of(Layout.SUBJECT_ID, "attribute", "value"));
        values.stream()
                .findFirst()
                .flatMap(profiles::lineage)
                .ifPresent(fields -> fields.forEach(field -> columns.add(field.name())));
        String query =
                values.stream().map(value -> valuesOf(profiles, value)).collect(Collectors.joining("\nUNION ALL\n"));
        return values.isEmpty()
                ? ""
                : dialect.view("profile_values", "One row a value of a profile, with its lineage", columns, query);
    }

    private String valuesOf(ViewedDataset profiles, ViewedColumn value) {
        String lineage = dialect.column(value.name() + Layout.LINEAGE_SUFFIX);
        String fields = profiles.lineage(value).orElse(List.of()).stream()
                .map(field -> ", " + lineage + "." + dialect.column(field.name()))
                .collect(Collectors.joining());
        return "SELECT " + dialect.column(Layout.SUBJECT_ID) + ", " + as(dialect.literal(value.name()), "attribute")
                + ", "
                + as(dialect.text(value), "value") + fields + " FROM " + dialect.name(Layout.PROFILES) + " WHERE "
                + dialect.column(value.name()) + " IS NOT NULL";
    }

    /**
     * Hive may require the branches of a union to name their columns alike; Spark requires a name for each column of a
     * view.
     */
    private String as(String expression, String name) {
        return expression + " AS " + dialect.column(name);
    }

    /** Who may be contacted today: people in an open contact moment, or with a chosen channel for a purpose. */
    private String contactable() {
        List<String> columns = List.of(Layout.SUBJECT_ID, "purpose", "channel", "attribute", "opens", "closes");
        List<String> queries = new ArrayList<>();
        queries.add("SELECT "
                + columns.stream().map(dialect::column).collect(Collectors.joining(", "))
                + " FROM " + dialect.name(Layout.CONTACT_MOMENTS)
                + " WHERE current_date BETWEEN " + dialect.column("opens") + " AND " + dialect.column("closes"));
        snapshot.datasets().stream()
                .filter(dataset -> dataset.channelColumn().isPresent())
                .forEach(dataset ->
                        queries.add(chosen(dataset, dataset.channelColumn().get())));
        return dialect.view(
                "contactable",
                "Who may be contacted today, for which purpose and on which channel; attribute names the declared date"
                        + " a window follows from, and is null where the person chose the channel for the purpose",
                columns,
                String.join("\nUNION ALL\n", queries));
    }

    private String chosen(ViewedDataset extract, String channel) {
        String until = dialect.column(channel + Layout.LINEAGE_SUFFIX) + "." + dialect.column("valid_until");
        String origin = dialect.column(channel + Layout.LINEAGE_SUFFIX) + "." + dialect.column("origin");
        return "SELECT " + dialect.column(Layout.SUBJECT_ID) + ", "
                + as(dialect.literal(extract.purpose().orElseThrow()), "purpose") + ", "
                + as(dialect.column(channel), "channel") + ", " + as(dialect.none(TEXT), "attribute") + ", "
                + as(dialect.none(DATE), "opens") + ", " + as(until, "closes") + " FROM " + dialect.name(extract.view())
                + " WHERE " + dialect.column(channel) + " IS NOT NULL AND "
                + origin + " = " + dialect.literal("declared") + " AND (" + until + " IS NULL OR " + until
                + " >= current_date)";
    }
}
