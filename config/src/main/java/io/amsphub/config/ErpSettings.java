package io.amsphub.config;

import io.amsphub.connectors.erp.rest.RestSettings;
import io.amsphub.connectors.erp.tryton.TrytonSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which ERPs there are, and how they are reached.
 *
 * @param systems their kinds
 * @param quotes whether they hear of quotes that are not ordered
 * @param pollEvery how often they are asked what is new
 * @param compareEvery how often both sides are compared
 * @param longestPause how long one that cannot be reached is left alone at most
 * @param tryton how Tryton is reached
 * @param rest how the ERP with a REST interface is reached
 * @param restMapping the file that says how it is spoken to; empty for none
 * @param ublFolder the folder of business documents; empty for one in the data directory
 * @param seller who sells, in business documents
 */
record ErpSettings(
        List<String> systems,
        boolean quotes,
        Duration pollEvery,
        Duration compareEvery,
        Duration longestPause,
        TrytonSettings tryton,
        RestSettings rest,
        String restMapping,
        String ublFolder,
        String seller) {

    static final String TRYTON = "tryton";
    static final String REST = "rest";
    static final String UBL = "ubl";

    private static final List<String> KINDS = List.of(TRYTON, REST, UBL);

    private static final Setting SYSTEMS =
            new Setting("hub.erp.systems", "", "ERPs to work with, separated by commas: " + KINDS);
    private static final Setting QUOTES =
            new Setting("hub.erp.quotes", "false", "whether ERPs hear of quotes that are not ordered");
    private static final Setting POLL = new Setting("hub.erp.poll", "PT10S", "how often ERPs are asked what is new");
    private static final Setting COMPARE =
            new Setting("hub.erp.reconcile", "PT1H", "how often the orders of hub and ERPs are compared");
    private static final Setting PAUSE =
            new Setting("hub.erp.pause", "PT1M", "how long an ERP that cannot be reached is left alone at most");
    private static final Setting PATIENCE =
            new Setting("hub.erp.patience", "PT30S", "how long an ERP may take for an answer");
    private static final Setting TRYTON_URL = new Setting(
            "hub.erp.tryton.url", "", "where Tryton is, with its database: http://127.0.0.1:8000/database/");
    private static final Setting TRYTON_USER = new Setting("hub.erp.tryton.user", "admin", "who the hub is in Tryton");
    private static final Setting TRYTON_PASSWORD =
            new Setting("hub.erp.tryton.password", "", "the password of that user");
    private static final Setting TRYTON_PRODUCTION =
            new Setting("hub.erp.tryton.production", "true", "whether productions are kept in Tryton");

    private static final Setting REST_URL =
            new Setting("hub.erp.rest.url", "", "the address that the paths of the mapping are relative to");
    private static final Setting REST_USER = new Setting("hub.erp.rest.user", "", "who the hub is in that ERP");
    private static final Setting REST_PASSWORD =
            new Setting("hub.erp.rest.password", "", "the password of that user, or a key");
    private static final Setting REST_MAPPING =
            new Setting("hub.erp.rest.mapping", "", "the file that says how the ERP is spoken to, YAML or JSON");
    private static final Setting UBL_FOLDER = new Setting(
            "hub.erp.ubl.folder", "", "the folder of business documents; empty for ubl in the data directory");
    private static final Setting UBL_SELLER =
            new Setting("hub.erp.ubl.seller", "AMSP Hub", "who sells, in business documents");

    static ErpSettings read(SettingsReader reader) {
        List<String> systems = Arrays.stream(reader.text(SYSTEMS).split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        systems.stream()
                .filter(name -> !KINDS.contains(name))
                .forEach(name -> reader.error(SYSTEMS, "'" + name + "' is none of " + KINDS));
        Duration patience = reader.duration(PATIENCE);
        URI tryton = reader.url(TRYTON_URL, URI.create("http://127.0.0.1:8000/erp/"));
        if (systems.contains(TRYTON) && reader.text(TRYTON_URL).isEmpty()) {
            reader.error(TRYTON_URL, "is needed; " + TRYTON_URL.meaning());
        }
        if (systems.contains(REST)) {
            Stream.of(REST_URL, REST_MAPPING)
                    .filter(setting -> reader.text(setting).isEmpty())
                    .forEach(setting -> reader.error(setting, "is needed; " + setting.meaning()));
        }
        return new ErpSettings(
                systems,
                reader.flag(QUOTES),
                reader.duration(POLL),
                reader.duration(COMPARE),
                reader.duration(PAUSE),
                new TrytonSettings(
                        withSlash(tryton),
                        reader.text(TRYTON_USER),
                        reader.text(TRYTON_PASSWORD),
                        reader.flag(TRYTON_PRODUCTION),
                        patience),
                new RestSettings(
                        withSlash(reader.url(REST_URL, URI.create("http://127.0.0.1/"))),
                        reader.text(REST_USER),
                        reader.text(REST_PASSWORD),
                        patience),
                reader.text(REST_MAPPING),
                reader.text(UBL_FOLDER),
                reader.text(UBL_SELLER));
    }

    private static URI withSlash(URI url) {
        return url.getPath().endsWith("/") ? url : URI.create(url + "/");
    }
}
