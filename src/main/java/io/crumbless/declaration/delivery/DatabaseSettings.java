package io.crumbless.declaration.delivery;

import io.crumbless.settings.YamlMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        Optional<String> user = database.optionalString("user");
        Optional<Path> passwordFile = database.optionalString("password-file").map(jobFolder::resolve);
        database.finish();
        return new DatabaseSettings(
                url.replace(JOB_FOLDER, jobFolder.toString().replace('\\', '/')),
                table.or(() -> query).orElse(""),
                table.isEmpty(),
                user,
                passwordFile);
    }

    private static void checkUrl(YamlMapping database, String url) {
        if (!url.isEmpty() && KNOWN.stream().noneMatch(url::startsWith)) {
            database.problem(
                    "url", "Unsupported " + database.name("url") + ": it must begin with " + String.join(" or ", KNOWN));
        }
        String lower = url.toLowerCase(Locale.ROOT);
        // Not the value in the message: it is the secret.
        if (lower.contains("password=") || lower.contains("://") && lower.substring(lower.indexOf("://")).contains("@")) {
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
