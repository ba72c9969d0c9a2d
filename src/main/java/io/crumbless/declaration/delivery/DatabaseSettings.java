package io.crumbless.declaration.delivery;

import io.crumbless.settings.YamlMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table, view or query of a relational database.
 *
 * @param url JDBC URL of H2 or PostgreSQL, without credentials
 * @param from name of a table or view (parts parted by dots), or a query
 * @param isQuery whether {@code from} is a query
 * @param passwordFile holds the password and nothing else
 */
public record DatabaseSettings(
        String url, String from, boolean isQuery, Optional<String> user, Optional<Path> passwordFile) {
    /** Stands in a URL for the folder of the job file, so that a sample finds its script wherever it lies. */
    public static final String JOB_FOLDER = "{job}";

    private static final List<String> KNOWN = List.of("jdbc:h2:", "jdbc:postgresql:");

    private static final Pattern TABLE =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*|\"[^\"]+\")(\\.([A-Za-z_][A-Za-z0-9_]*|\"[^\"]+\")){0,2}");

    /**
     * Reads {@code url}, {@code table} or {@code query}, {@code user} and {@code password-file}.
     *
     * @param jobFolder folder of the job file, absolute
     */
    static DatabaseSettings read(YamlMapping database, Path jobFolder) {
        String url = database.string("url");
        checkUrl(database, url);
        Optional<String> table = database.optionalString("table");
        Optional<String> query = database.optionalString("query");
        if (database.has("table") == database.has("query")) {
            database.problem(
                    database.has("query") ? "query" : "url",
                    "Invalid database: either 'table' or 'query' is needed, and not both");
        }
        table.filter(name -> !TABLE.matcher(name).matches())
                .ifPresent(name -> database.problem(
                        "table",
                        "Invalid " + database.name("table") + " '" + name
                                + "': expected a name such as declaration or crm.declaration, parts with other signs in"
                                + " double quotes; anything else is a 'query'"));
        Optional<String> user = database.optionalString("user");
        Optional<Path> passwordFile = database.optionalString("password-file").map(jobFolder::resolve);
        database.finish();
        return new DatabaseSettings(
                url.replace(JOB_FOLDER, quoted(jobFolder)),
                table.or(() -> query).map(DatabaseSettings::withoutEnd).orElse(""),
                table.isEmpty(),
                user,
                passwordFile);
    }

    /** For use in H2's URL inside single quotes, {@code INIT=RUNSCRIPT FROM '{job}/script.sql'}. */
    private static String quoted(Path folder) {
        return folder.toString().replace('\\', '/').replace(";", "\\;").replace("'", "''");
    }

    /** A query without the semicolon people end it with, because it becomes part of another. */
    private static String withoutEnd(String sql) {
        String stripped = sql.strip();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    private static void checkUrl(YamlMapping database, String url) {
        if (!url.isEmpty() && KNOWN.stream().noneMatch(url::startsWith)) {
            database.problem(
                    "url",
                    "Unsupported " + database.name("url") + ": it must begin with " + String.join(" or ", KNOWN));
        }
        String lower = url.toLowerCase(Locale.ROOT);
        // Not the value in the message: it is the secret.
        if (lower.contains("password=")
                || lower.contains("://")
                        && lower.substring(lower.indexOf("://")).contains("@")) {
            database.problem(
                    "url",
                    "Invalid " + database.name("url")
                            + ": it holds a password; keep it in a file and name that with 'password-file'");
        }
    }

    @Override
    public String toString() {
        return "(database " + (isQuery ? "query" : "table " + from) + ")";
    }
}
