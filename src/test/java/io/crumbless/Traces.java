package io.crumbless;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a published snapshot for each person as readable lines; read with DuckDB, without the program's code.
 */
record Traces(SortedMap<String, List<String>> byPerson) {
    static final Traces NONE = new Traces(new TreeMap<>());

    static Traces read(Path warehouse) {
        SortedMap<String, List<String>> traces = new TreeMap<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (String sql : queries()) {
                String onFiles = sql.replaceAll("\\$(\\w+)", "read_parquet('" + warehouse + "/current/$1/*.parquet')");
                try (ResultSet rows = statement.executeQuery(onFiles)) {
                    while (rows.next()) {
                        traces.computeIfAbsent(rows.getString(1), person -> new ArrayList<>())
                                .add(rows.getString(2));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        traces.values().forEach(lines -> lines.sort(null));
        return new Traces(traces);
    }

    private static List<String> queries() {
        List<String> queries = new ArrayList<>(List.of("""
                SELECT subject_id, 'log ' || declaration_id || ' ' || fate
                    || CASE WHEN action = 'declare' AND value IS NULL THEN ', no value' ELSE '' END
                FROM $declarations""", """
                SELECT subject_id, 'removed ' || source || ' ' || origin || ' ' || "values" FROM $removals""", """
                SELECT subject_id, 'contact ' || attribute || ' for ' || purpose || ' by ' || channel || ', '
                    || opens || ' to ' || closes || ', ' || declaration_id
                FROM $contact_moments""", """
                SELECT subject_id, 'refused ' || source || ' ' || reason FROM $refusals WHERE subject_id IS NOT NULL""", """
                SELECT parse_filename(file), 'refused ' || source || ' ' || reason || ' at ' || position
                FROM $refusals WHERE subject_id IS NULL"""));
        for (Attribute attribute : PolicyFolder.read(Path.of("jobs/policy")).attributes()) {
            queries.add("""
                    SELECT subject_id, 'value %1$s = ' || %1$s::VARCHAR
                        || ' for ' || array_to_string(%1$s__lineage.purposes, ', ')
                        || coalesce(' until ' || %1$s__lineage.valid_until, '')
                        || ', ' || coalesce(%1$s__lineage.declaration_id, 'provided by ' || %1$s__lineage.source)
                        || CASE WHEN len(%1$s__lineage.accumulated_from) > 0
                           THEN ' with ' || array_to_string(%1$s__lineage.accumulated_from, ', ') ELSE '' END
                    FROM $profiles WHERE %1$s IS NOT NULL""".formatted(attribute.name().value()));
        }
        return queries;
    }

    /** All lines of one person, sorted. */
    List<String> of(String person) {
        return byPerson.getOrDefault(person, List.of());
    }

    List<String> values() {
        return beginningWith("value ");
    }

    List<String> log() {
        return beginningWith("log ");
    }

    List<String> contacts() {
        return beginningWith("contact ");
    }

    List<String> everything() {
        return beginningWith("");
    }

    private List<String> beginningWith(String start) {
        List<String> found = new ArrayList<>();
        byPerson.forEach((person, lines) ->
                lines.stream().filter(line -> line.startsWith(start)).forEach(line -> found.add(person + " " + line)));
        return found;
    }
}
