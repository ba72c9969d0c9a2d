package io.crumbless.night.delivery;

import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table, view or query of a relational database.
 *
 * @param url JDBC URL of H2, PostgreSQL, MariaDB or SQL Server, without credentials; empty if {@code scripts} create
 *     the database
 * @param scripts SQL that creates and fills tables of an in-memory database, which exists while it is read; mostly
 *     empty
 * @param from name of a table or view (parts separated by dots), or a query
 * @param isQuery whether {@code from} is a query
 * @param passwordFile contains the password and nothing else
 */
public record DatabaseSettings(
        String url,
        List<Path> scripts,
        String from,
        boolean isQuery,
        Optional<String> user,
        Optional<Path> passwordFile) {
    public DatabaseSettings {
        scripts = List.copyOf(scripts);
    }

    /** Placeholder in a URL for the folder of the job file. */
    public static final String JOB_FOLDER = "{job}";

    private static final List<String> KNOWN =
            List.of("jdbc:h2:", "jdbc:postgresql:", "jdbc:mariadb:", "jdbc:sqlserver:");

    private static final String NAME = "([A-Za-z_][A-Za-z0-9_]*|\"[^\"]+\"|`[^`]+`)";
    private static final Pattern TABLE = Pattern.compile(NAME + "(\\." + NAME + "){0,2}");

    /**
     * Reads {@code url} or {@code scripts}, {@code table} or {@code query}, {@code user} and {@code password-file}.
     *
     * @param jobFolder folder of the job file, absolute
     */
    public static DatabaseSettings read(YamlMapping database, Path jobFolder) {
        List<Path> scripts = database.optionalList("scripts").map(YamlList::texts).orElse(List.of()).stream()
                .map(SettingText::text)
                .map(script -> jobFolder.resolve(script).normalize())
                .toList();
        String url = database.has("scripts")
                ? ""
                : database.string("url")
                        .replace(JOB_FOLDER, jobFolder.toString().replace('\\', '/'));
        checkUrl(database, url);
        checkScripts(database, scripts);
        Optional<String> table = database.optionalString("table");
        Optional<String> query = database.optionalString("query");
        if (database.has("table") == database.has("query")) {
            database.problem(
                    database.has("query") ? "query" : database.has("url") ? "url" : "scripts",
                    "Invalid database: either 'table' or 'query' is needed, and not both");
        }
        table.filter(name -> !TABLE.matcher(name).matches())
                .ifPresent(name -> database.problem(
                        "table",
                        "Invalid " + database.name("table") + " '" + name
                                + "': expected a name such as declaration or crm.declaration, parts with other signs in"
                                + " double quotes (MariaDB: backticks); anything else is a 'query'"));
        Optional<String> user = database.optionalString("user");
        Optional<Path> passwordFile = database.optionalString("password-file").map(jobFolder::resolve);
        database.finish();
        return new DatabaseSettings(
                url,
                scripts,
                table.or(() -> query).map(DatabaseSettings::withoutEnd).orElse(""),
                table.isEmpty(),
                user,
                passwordFile);
    }

    boolean isH2() {
        return !scripts.isEmpty() || DatabaseUrl.isH2(url);
    }

    boolean isMariaDb() {
        return DatabaseUrl.isMariaDb(url);
    }

    boolean isSqlServer() {
        return DatabaseUrl.isSqlServer(url);
    }

    boolean isPostgres() {
        return !isH2() && !isMariaDb() && !isSqlServer();
    }

    /** The query without a final semicolon, because it becomes part of another one. */
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
        if (DatabaseUrl.mayHoldPassword(url)) {
            database.problem(
                    "url",
                    "Invalid " + database.name("url")
                            + ": it holds a password; keep it in a file and name that with 'password-file'");
            return;
        }
        DatabaseUrl.fault(url)
                .ifPresent(fault -> database.problem("url", "Unsupported " + database.name("url") + ": " + fault));
    }

    private static void checkScripts(YamlMapping database, List<Path> scripts) {
        if (database.has("scripts") && scripts.isEmpty()) {
            database.problem("scripts", "Invalid " + database.name("scripts") + ": it lists no file");
        }
        for (String key : List.of("url", "user", "password-file")) {
            if (database.has("scripts") && database.has(key)) {
                database.problem(
                        key,
                        "Invalid " + database.name(key)
                                + ": 'scripts' make a database of their own, which has none; leave out one of the two");
                database.optionalString(key);
            }
        }
    }

    @Override
    public String toString() {
        return "(database " + (isQuery ? "query" : "table " + from) + ")";
    }
}
