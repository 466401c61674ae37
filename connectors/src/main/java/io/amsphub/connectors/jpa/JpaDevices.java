package io.amsphub.connectors.jpa;

import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.port.Devices;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** {@link Devices} over JPA. */
public final class JpaDevices extends JpaRepository<Device, DeviceRow> implements Devices {

    /** All of a large fleet, which speaks all the time. */
    private static final int REMEMBERED = 20_000;

    /** A repository over a shared entity manager. */
    public JpaDevices(EntityManager entityManager) {
        super(
                entityManager,
                Device.class,
                DeviceRow.class,
                Set.of("amCentre", "state", "availability", "inGroup"),
                REMEMBERED);
    }

    @Override
    DeviceRow newRow() {
        return new DeviceRow();
    }

    @Override
    String id(Device aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Device aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Device aggregate, DeviceRow row) {
        row.organisation = aggregate.amCentre();
        row.state = aggregate.registration().name();
        row.amCentre = aggregate.amCentre();
        row.free = aggregate.free();
        row.availability = aggregate.live().availability().name();
        row.lastSeen = aggregate.live().lastSeen();
        row.liveJob = aggregate.live().job();
        row.connected = aggregate.connection() != null && aggregate.registration() != Registration.RETIRED;
        row.inGroup = aggregate.place().groups().stream().collect(Collectors.joining("|", "|", "|"));
    }

    @Override
    public void readAhead(Collection<String> ids) {
        List<DeviceRow> unused = entityManager().unwrap(Session.class).findMultiple(DeviceRow.class, List.copyOf(ids));
    }

    @Override
    public void note(Device device) {
        changeLater(device);
    }

    /** Both databases have whoever writes a row wait for whoever did before; what is written changes nothing. */
    @Override
    public Device hold(String id) {
        colliding(id, () -> entityManager()
                .createQuery("update DeviceRow r set r.free = r.free where r.id = :id")
                .setParameter("id", id)
                .executeUpdate());
        return get(id);
    }

    @Override
    String condition(String column) {
        return column.equals("inGroup") ? "r.inGroup like concat('%|', :inGroup, '|%')" : super.condition(column);
    }

    /** Goes from centre to centre in the index: each step finds the first row behind those of the centre before. */
    @Override
    public List<String> centresWithFree() {
        List<String> centres = new ArrayList<>();
        List<String> next = firstFreeBehind("");
        while (!next.isEmpty()) {
            centres.addAll(next);
            next = firstFreeBehind(next.get(0));
        }
        return centres;
    }

    private List<String> firstFreeBehind(String centre) {
        return entityManager()
                .createQuery(
                        "select r.amCentre from DeviceRow r where r.free = true and r.amCentre > :centre"
                                + " order by r.free, r.amCentre, r.id",
                        String.class)
                .setParameter("centre", centre)
                .setMaxResults(1)
                .getResultList();
    }

    @Override
    public List<Device> freeOf(String amCentre) {
        return read(
                "where r.free = true and r.amCentre = :centre order by r.free, r.amCentre, r.id",
                Map.of("centre", amCentre),
                0,
                Integer.MAX_VALUE);
    }

    @Override
    public List<Device> ofCentre(String amCentre, int limit) {
        return read(
                "where r.amCentre = :centre and r.state <> :retired order by r.amCentre, r.id",
                Map.of("centre", amCentre, "retired", Registration.RETIRED.name()),
                0,
                limit);
    }

    @Override
    public List<Device> connected(int limit) {
        return list(query("where r.connected = true order by r.id"), limit);
    }

    @Override
    public List<Device> silentSince(Instant since, int limit) {
        return list(
                query("where r.availability = :online and r.lastSeen < :since order by r.lastSeen")
                        .setParameter("online", Availability.ONLINE.name())
                        .setParameter("since", since),
                limit);
    }

    @Override
    public List<Device> lostWithJob(Instant since, int limit) {
        return list(
                query("where r.availability <> :online and r.lastSeen < :since and r.liveJob is not null"
                                + " order by r.lastSeen")
                        .setParameter("online", Availability.ONLINE.name())
                        .setParameter("since", since),
                limit);
    }
}
