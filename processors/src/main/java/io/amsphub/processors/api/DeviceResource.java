package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.Place;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.port.Cameras;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.FloorDesk;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The registry of machines. */
public final class DeviceResource implements ApiResource {

    private final Devices devices;
    private final FloorDesk desk;
    private final List<PrinterDialect> dialects;
    private final Cameras cameras;
    private final UnitOfWork unitOfWork;

    /** The resource over its store and steps. */
    public DeviceResource(
            Devices devices,
            FloorDesk desk,
            Collection<PrinterDialect> dialects,
            Cameras cameras,
            UnitOfWork unitOfWork) {
        this.devices = devices;
        this.desk = desk;
        this.dialects = List.copyOf(dialects);
        this.cameras = cameras;
        this.unitOfWork = unitOfWork;
    }

    /** Returns what the API shows of a device: all but its secrets. */
    public static ObjectNode view(Device device) {
        return Views.device(device);
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.secret("registerDevice", OPERATORS, this::register),
                ApiOperation.of("listDevices", FLOOR_READERS, this::list),
                ApiOperation.of("getDevice", FLOOR_READERS, r -> show(200, device(r))),
                ApiOperation.streaming("getCameraPicture", FLOOR_READERS, this::picture),
                ApiOperation.of("describeDevice", OPERATORS, this::describe),
                ApiOperation.of("setRegistration", OPERATORS, this::setRegistration),
                ApiOperation.of("clearPlatform", FLOOR, this::clearPlatform));
    }

    private HttpReply register(ApiRequest request) {
        FloorDesk.NewDevice wanted = request.body(FloorDesk.NewDevice.class);
        requireOwnGroup(request, wanted.place());
        PrinterDialect dialect = dialect(wanted.dialect());
        FloorDesk.Registered registered = desk.register(
                new FloorDesk.NewDevice(
                        wanted.amCentre(),
                        wanted.machine(),
                        wanted.dialect(),
                        wanted.processCategory(),
                        wanted.buildVolumeMm(),
                        wanted.materials(),
                        limited(wanted.equipment(), dialect),
                        wanted.place(),
                        wanted.upkeep(),
                        wanted.connection(),
                        wanted.qualified()),
                request.who());
        dialect.check(registered.device());
        ObjectNode view = Views.device(registered.device());
        view.put("userName", registered.device().id());
        view.put("secret", registered.secret());
        return HttpReply.json(201, view)
                .with("Location", "/api/v1/devices/" + registered.device().id());
    }

    private HttpReply describe(ApiRequest request) {
        Device device = device(request);
        request.requireVersion(device.id(), device.version());
        FloorDesk.Description wanted = request.body(FloorDesk.Description.class);
        if (wanted.place() != null) {
            requireOwnGroup(request, wanted.place());
        }
        PrinterDialect dialect = dialect(device.dialect());
        Device changed = desk.describe(
                device,
                new FloorDesk.Description(
                        wanted.materials(),
                        wanted.equipment() == null ? null : limited(wanted.equipment(), dialect),
                        wanted.place(),
                        wanted.upkeep(),
                        wanted.connection()),
                request.who());
        dialect.check(changed);
        return show(200, changed);
    }

    /** What a machine cannot do, and what nobody can do in its dialect; what it can do, and what all can in its dialect. */
    private static Equipment limited(Equipment equipment, PrinterDialect dialect) {
        return equipment
                .with(Stream.concat(equipment.limits().stream(), dialect.limits().stream())
                        .distinct()
                        .sorted()
                        .toList())
                .able(dialect.capabilities());
    }

    private PrinterDialect dialect(String name) {
        return dialects.stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HubException(
                        FailureCode.UNKNOWN_DIALECT,
                        "the hub does not speak " + name,
                        "/dialect",
                        "use one of "
                                + dialects.stream()
                                        .map(PrinterDialect::name)
                                        .sorted()
                                        .toList()));
    }

    private HttpReply list(ApiRequest request) {
        Page<Device> page = devices.page(request.floorPage("amCentre", "state", "availability", "inGroup"));
        List<Device> reached = page.items().stream()
                .filter(device ->
                        request.who().grant().reachesGroup(device.place().groups()))
                .toList();
        return Views.page(new Page<>(reached, page.next()), Views::device);
    }

    private HttpReply setRegistration(ApiRequest request) {
        Device device = device(request);
        request.requireVersion(device.id(), device.version());
        Change change = request.body(Change.class);
        return show(200, desk.setRegistration(device, change.registration(), request.who(), change.reason()));
    }

    private HttpReply picture(ApiRequest request) {
        Device device = unitOfWork.call(() -> device(request));
        String address = device.place().labels().get(Cameras.LABEL);
        if (address == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND,
                    "machine " + device.id() + " has no camera",
                    null,
                    "give it the label " + Cameras.LABEL + " with the address of its picture");
        }
        Cameras.Picture picture = cameras.picture(address);
        return HttpReply.bytes(picture.mediaType(), picture.content()).with("Cache-Control", "no-store");
    }

    private HttpReply clearPlatform(ApiRequest request) {
        return show(200, desk.clearPlatform(device(request), request.who()));
    }

    private Device device(ApiRequest request) {
        Device device = devices.get(Device.idOf(request.path("amCentre"), request.path("machine")));
        request.requireMachine(device);
        return device;
    }

    /** Nobody puts a machine where it is out of the own reach. */
    private static void requireOwnGroup(ApiRequest request, @Nullable Place place) {
        Access.requireGroup(request.who(), "the machine", place == null ? List.of() : place.groups());
    }

    private static HttpReply show(int status, Device device) {
        return HttpReply.json(status, Views.device(device)).withVersion(device.version());
    }

    /** The body of setRegistration. */
    record Change(Registration registration, String reason) {}
}
