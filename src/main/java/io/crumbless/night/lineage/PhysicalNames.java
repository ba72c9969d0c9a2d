package io.crumbless.night.lineage;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.DatabaseSettings;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.job.JobFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a job's datasets by OpenLineage's naming conventions, so that catalogues match them with those of other
 * programs: all files of a path are one dataset, named by the path in the job file.
 */
final class PhysicalNames {
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://([^/]*)(/.*)?");
    private static final Pattern JDBC =
            Pattern.compile("jdbc:(postgresql|mariadb)://([A-Za-z0-9.-]+)(?::(\\d+))?/([A-Za-z0-9_-]+)(?:[?].*)?");
    private static final String POSTGRESQL = "postgresql";
    private static final String POSTGRESQL_PORT = "5432";
    private static final String MARIADB_PORT = "3306";

    private static final Pattern SQL_SERVER = Pattern.compile(
            "jdbc:sqlserver://([A-Za-z0-9.-]+)(?::(\\d+))?;(?:.*;)?databaseName=([A-Za-z0-9_-]+)(?:;.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final String SQL_SERVER_PORT = "1433";

    /** Names in key-value stores begin without a slash, since there is no root. */
    private static final Map<String, String> OBJECT_STORES = Map.of("s3", "s3", "s3a", "s3", "s3n", "s3", "gs", "gs");

    private final JobFile job;
    private final Map<String, Name> sources = new HashMap<>();

    /** One name. */
    record Name(String namespace, String name) {}

    PhysicalNames(JobFile job) {
        this.job = job;
        job.legacy().onFiles().forEach(files -> put(files.name(), new Location(files.path())));
        job.legacy().files().forEach(files -> files.database()
                .ifPresent(database -> put(files.name(), new DeliveryPlace.Database(database))));
        job.declarations().forEach(source -> put(source.name(), source.place()));
        job.erasures().forEach(source -> put(source.name(), source.place()));
    }

    private void put(String source, Location path) {
        sources.put(source, of(path.readable()));
    }

    private void put(String source, DeliveryPlace place) {
        if (place instanceof DeliveryPlace.Files files) {
            put(source, files.path());
        } else if (place instanceof DeliveryPlace.Database database) {
            of(database.settings()).ifPresent(name -> sources.put(source, name));
        }
    }

    /**
     * The name of a dataset.
     *
     * @param logical its name in snapshots: {@code job/profiles}, {@code job/declarations/store}
     * @return empty if it is not known: for a query, or a database in memory
     */
    Optional<Name> of(String logical) {
        String dataset = logical.substring(job.name().length() + 1);
        int slash = dataset.indexOf('/');
        String source = dataset.substring(slash + 1);
        boolean isInput = slash > 0 && !dataset.startsWith("extracts/");
        return isInput ? Optional.ofNullable(sources.get(source)) : Optional.of(published(dataset));
    }

    /** On a local disk readers use the link; other file systems have none. */
    private Name published(String dataset) {
        Location warehouse = job.warehouse();
        return of(warehouse.resolve(warehouse.isLocal() ? "current/" + dataset : dataset));
    }

    static Name of(Location place) {
        Matcher uri = URI.matcher(place.text());
        if (!uri.matches()) {
            return new Name("file", place.text());
        }
        String path = uri.group(3) == null ? "/" : uri.group(3);
        return Optional.ofNullable(OBJECT_STORES.get(uri.group(1)))
                .map(scheme -> new Name(scheme + "://" + uri.group(2), path.substring(1)))
                .orElseGet(() -> new Name(uri.group(1) + "://" + uri.group(2), path));
    }

    static Optional<Name> of(DatabaseSettings database) {
        Matcher sqlServer = SQL_SERVER.matcher(database.url());
        if (!database.isQuery() && sqlServer.matches()) {
            String schema = database.from().contains(".") ? "" : "dbo.";
            return Optional.of(new Name(
                    "mssql://" + sqlServer.group(1) + ":"
                            + Optional.ofNullable(sqlServer.group(2)).orElse(SQL_SERVER_PORT),
                    sqlServer.group(3) + "." + schema + database.from()));
        }
        Matcher url = JDBC.matcher(database.url());
        if (database.isQuery() || !url.matches()) {
            return Optional.empty();
        }
        boolean isPostgres = url.group(1).equals(POSTGRESQL);
        String port = Optional.ofNullable(url.group(3)).orElse(isPostgres ? POSTGRESQL_PORT : MARIADB_PORT);
        String schema = isPostgres && !database.from().contains(".") ? "public." : "";
        return Optional.of(new Name(
                (isPostgres ? "postgres" : "mysql") + "://" + url.group(2) + ":" + port,
                url.group(4) + "." + schema + database.from()));
    }
}
