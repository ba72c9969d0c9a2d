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
 * Where the datasets of a job lie, as OpenLineage's naming has it, so that they are joined with those of other programs: what a
 * path matches is one dataset, named by the path as the job file has it.
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

    /** Key-value stores have no root: their names begin without a slash. */
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
     * @param logical as snapshots call it: {@code job/profiles}, {@code job/declarations/store}
     * @return empty where it is not known: of a query, and of databases in memory
     */
    Optional<Name> of(String logical) {
        String dataset = logical.substring(job.name().length() + 1);
        int slash = dataset.indexOf('/');
        String source = dataset.substring(slash + 1);
        boolean isInput = slash > 0 && !dataset.startsWith("extracts/");
        return isInput ? Optional.ofNullable(sources.get(source)) : Optional.of(published(dataset));
    }

    /** On a local disk readers go through the link, and elsewhere there is none. */
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
