-- What Orleans' own ADO.NET providers ask of a database: the silos' membership, and grain state without our storage
-- provider. They find their statements here, by key, and read the answers by the names of columns.

create table orleansquery (
    querykey text collate "C" not null primary key,
    querytext text collate "C" not null
);

create table orleansmembershipversiontable (
    deploymentid text collate "C" not null primary key,
    timestamp timestamp(3) with time zone not null default now(),
    version integer not null default 0
);

create table orleansmembershiptable (
    deploymentid text collate "C" not null references orleansmembershipversiontable (deploymentid),
    address text collate "C" not null,
    port integer not null,
    generation integer not null,
    siloname text collate "C" not null,
    hostname text collate "C" not null,
    status integer not null,
    proxyport integer,
    suspecttimes text collate "C",
    starttime timestamp(3) with time zone not null,
    iamalivetime timestamp(3) with time zone not null,
    primary key (deploymentid, address, port, generation)
);

-- A silo writes its row only together with the version that it has read: whoever comes second changes nothing, and
-- reads again. The lock on the version's row puts them in order.
insert into orleansquery values
('InsertMembershipVersionKey', '
    with made as (
        insert into orleansmembershipversiontable (deploymentid) values (@DeploymentId) on conflict do nothing returning 1)
    select count(*) from made'),
('InsertMembershipKey', '
    with turn as (
        update orleansmembershipversiontable v set version = v.version + 1, timestamp = now()
        where v.deploymentid = @DeploymentId and v.version = @Version and not exists (
            select from orleansmembershiptable m where m.deploymentid = @DeploymentId and m.address = @Address
            and m.port = @Port and m.generation = @Generation)
        returning 1),
    made as (
        insert into orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport,
            starttime, iamalivetime)
        select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime,
            @IAmAliveTime
        from turn returning 1)
    select count(*) from made'),
('UpdateMembershipKey', '
    with turn as (
        update orleansmembershipversiontable v set version = v.version + 1, timestamp = now()
        where v.deploymentid = @DeploymentId and v.version = @Version and exists (
            select from orleansmembershiptable m where m.deploymentid = @DeploymentId and m.address = @Address
            and m.port = @Port and m.generation = @Generation)
        returning 1),
    changed as (
        update orleansmembershiptable m
        set status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
        from turn
        where m.deploymentid = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation
        returning 1)
    select count(*) from changed'),
('UpdateIAmAlivetimeKey', '
    update orleansmembershiptable set iamalivetime = @IAmAliveTime
    where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),
('MembershipReadRowKey', '
    select v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes,
        m.starttime, m.iamalivetime, v.version
    from orleansmembershipversiontable v left join orleansmembershiptable m
        on m.deploymentid = v.deploymentid and m.address = @Address and m.port = @Port and m.generation = @Generation
    where v.deploymentid = @DeploymentId'),
('MembershipReadAllKey', '
    select v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes,
        m.starttime, m.iamalivetime, v.version
    from orleansmembershipversiontable v left join orleansmembershiptable m on m.deploymentid = v.deploymentid
    where v.deploymentid = @DeploymentId'),
('GatewaysQueryKey', '
    select address, proxyport, generation from orleansmembershiptable
    where deploymentid = @DeploymentId and status = @Status and proxyport > 0'),
('CleanupDefunctSiloEntriesKey', '
    delete from orleansmembershiptable
    where deploymentid = @DeploymentId and iamalivetime < @IAmAliveTime and status <> 3'),
('DeleteMembershipTableEntriesKey', '
    delete from orleansmembershiptable where deploymentid = @DeploymentId;
    delete from orleansmembershipversiontable where deploymentid = @DeploymentId');

-- Grain state. The unique index on the whole identity decides who makes a row; the triggers project each write.
insert into orleansquery values
('ReadFromStorageKey', '
    select payloadbinary, modifiedon, version from orleansstorage
    where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
        and graintypestring = @GrainTypeString
        and grainidextensionstring is not distinct from @GrainIdExtensionString::text and serviceid = @ServiceId'),
('WriteToStorageKey', '
    with changed as (
        update orleansstorage
        set payloadbinary = @PayloadBinary, modifiedon = now() at time zone ''utc'', version = version + 1
        where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0
            and grainidn1 = @GrainIdN1 and graintypestring = @GrainTypeString
            and grainidextensionstring is not distinct from @GrainIdExtensionString::text and serviceid = @ServiceId
            and version = @GrainStateVersion::integer
        returning version),
    made as (
        insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring,
            grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
        select @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
            @PayloadBinary, now() at time zone ''utc'', 1
        where @GrainStateVersion::integer is null
        on conflict do nothing
        returning version)
    select coalesce((select version from changed), (select version from made), @GrainStateVersion::integer)
        as newgrainstateversion'),
('ClearStorageKey', '
    update orleansstorage set payloadbinary = null, version = version + 1
    where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
        and graintypestring = @GrainTypeString
        and grainidextensionstring is not distinct from @GrainIdExtensionString::text and serviceid = @ServiceId
        and version = @GrainStateVersion::integer
    returning version as newgrainstateversion'),
('DeleteStorageKey', '
    delete from orleansstorage
    where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
        and graintypestring = @GrainTypeString
        and grainidextensionstring is not distinct from @GrainIdExtensionString::text and serviceid = @ServiceId
        and version = @GrainStateVersion::integer
    returning version + 1 as newgrainstateversion');
