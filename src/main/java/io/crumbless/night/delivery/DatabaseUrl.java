package io.crumbless.night.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the parameters of database addresses. Drivers run programs, load classes and write files if an address says so
 * ({@code INIT=}, {@code socketFactory=}, {@code loggerFile=}), so only parameters known to be harmless are allowed.
 */
public final class DatabaseUrl {
    private static final String H2 = "jdbc:h2:";
    private static final String MARIADB = "jdbc:mariadb:";

    /** Hosts and a database only: the driver accepts {@code address=(host=...)(...)} for parameters too. */
    private static final Pattern MARIADB_PLACE =
            Pattern.compile("jdbc:mariadb://[A-Za-z0-9.,:\\[\\]_-]+/[A-Za-z0-9_$-]+");

    private static final String SQL_SERVER = "jdbc:sqlserver:";

    /** A host, an instance of it, or its port. */
    private static final Pattern SQL_SERVER_PLACE =
            Pattern.compile("jdbc:sqlserver://[A-Za-z0-9._-]+(\\\\[A-Za-z0-9_$-]+)?(:[0-9]+)?");

    /** In upper case, since H2 compares them in upper case. */
    static final Set<String> H2_PARAMETERS = Set.of(
            "ACCESS_MODE_DATA",
            "CACHE_SIZE",
            "CASE_INSENSITIVE_IDENTIFIERS",
            "DATABASE_TO_LOWER",
            "DATABASE_TO_UPPER",
            "DB_CLOSE_DELAY",
            "DB_CLOSE_ON_EXIT",
            "FILE_LOCK",
            "IFEXISTS",
            "LOCK_TIMEOUT",
            "MODE",
            "NETWORK_TIMEOUT",
            "NON_KEYWORDS",
            "SCHEMA",
            "TIME ZONE");

    /** As the driver of PostgreSQL spells them, which is case-sensitive. */
    static final Set<String> POSTGRES_PARAMETERS = Set.of(
            "ApplicationName",
            "adaptiveFetch",
            "assumeMinServerVersion",
            "binaryTransfer",
            "cancelSignalTimeout",
            "channelBinding",
            "connectTimeout",
            "currentSchema",
            "defaultRowFetchSize",
            "gssEncMode",
            "hostRecheckSeconds",
            "kerberosServerName",
            "loadBalanceHosts",
            "loginTimeout",
            "options",
            "preferQueryMode",
            "prepareThreshold",
            "preparedStatementCacheQueries",
            "preparedStatementCacheSizeMiB",
            "requireAuth",
            "socketTimeout",
            "ssl",
            "sslMode",
            "sslNegotiation",
            "sslResponseTimeout",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslnegotiation",
            "sslrootcert",
            "targetServerType",
            "tcpKeepAlive",
            "tcpNoDelay",
            "user");

    /** As the driver of MariaDB spells them, which is case-sensitive. */
    static final Set<String> MARIADB_PARAMETERS = Set.of(
            "connectTimeout",
            "serverSslCert",
            "socketTimeout",
            "sslMode",
            "tcpKeepAlive",
            "tcpKeepCount",
            "tcpKeepIdle",
            "tcpKeepInterval",
            "useCompression",
            "user");

    /** In lower case, as the driver of SQL Server compares them. */
    static final Set<String> SQL_SERVER_PARAMETERS = Stream.of(
                    "applicationIntent",
                    "applicationName",
                    "connectRetryCount",
                    "connectRetryInterval",
                    "databaseName",
                    "encrypt",
                    "hostNameInCertificate",
                    "lockTimeout",
                    "loginTimeout",
                    "multiSubnetFailover",
                    "packetSize",
                    "queryTimeout",
                    "socketTimeout",
                    "trustServerCertificate",
                    "user")
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST_SHOWN = 40;

    private DatabaseUrl() {}

    public static boolean isH2(String url) {
        return url.startsWith(H2);
    }

    static boolean isMariaDb(String url) {
        return url.startsWith(MARIADB);
    }

    static boolean isSqlServer(String url) {
        return url.startsWith(SQL_SERVER);
    }

    /**
     * Whether an address may contain a password, as a parameter or before the host; such an address must not be shown.
     */
    public static boolean mayHoldPassword(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        int host = lower.indexOf("//");
        return lower.contains("password=") || host >= 0 && lower.indexOf('@', host) >= 0;
    }

    /**
     * Describes an invalid parameter of an address, to be appended after a colon; empty if all are valid. Values are
     * not repeated, since they may be secrets.
     *
     * @param url URL of H2, PostgreSQL, MariaDB or SQL Server, as passed to the driver
     */
    public static Optional<String> fault(String url) {
        if (isMariaDb(url)) {
            return mariaDbFault(url);
        }
        if (isSqlServer(url)) {
            return sqlServerFault(url);
        }
        // Split at every separator, escaped or not: a value that contains one is refused rather than interpreted.
        return isH2(url)
                ? names(url, ';', ";")
                        .filter(name -> !H2_PARAMETERS.contains(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .map(DatabaseUrl::unsupported)
                : names(url, '?', "&")
                        .filter(name -> !POSTGRES_PARAMETERS.contains(name))
                        .findFirst()
                        .map(DatabaseUrl::unsupported);
    }

    private static Optional<String> mariaDbFault(String url) {
        if (!MARIADB_PLACE.matcher(url.split("\\?", 2)[0]).matches()) {
            return Optional.of("it is not an address such as jdbc:mariadb://db:3306/preferences");
        }
        return names(url, '?', "&")
                .filter(name -> !MARIADB_PARAMETERS.contains(name))
                .findFirst()
                .map(DatabaseUrl::unsupported);
    }

    /**
     * Values in braces may contain separators. They are split there like others, and the rest is rejected as an unknown
     * parameter.
     */
    private static Optional<String> sqlServerFault(String url) {
        if (!SQL_SERVER_PLACE.matcher(url.split(";", 2)[0]).matches()
                || names(url, ';', ";").noneMatch(name -> name.equalsIgnoreCase("databaseName"))) {
            return Optional.of("it is not an address such as jdbc:sqlserver://db:1433;databaseName=preferences");
        }
        return names(url, ';', ";")
                .filter(name -> !SQL_SERVER_PARAMETERS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(DatabaseUrl::unsupported);
    }

    private static Stream<String> names(String url, char begin, String between) {
        int at = url.indexOf(begin);
        return at < 0
                ? Stream.empty()
                : Arrays.stream(url.substring(at + 1).split(between))
                        .filter(parameter -> !parameter.isEmpty())
                        .map(parameter -> parameter.split("=", 2)[0]);
    }

    private static String unsupported(String name) {
        return "its parameter '" + shown(name)
                + "' is not permitted in a job file, because parameters can load classes, run statements or "
                + "write files; remove it";
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_ .-]", "?");
        return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "…";
    }
}
