# Builds onrecord from this copy of the repository, and serves its reading room:
#   docker build --tag onrecord .
#   docker run --rm --publish 127.0.0.1:8000:8000 --volume onrecord:/data onrecord
# It prints an address that ends in "/sign-in?token=…": open it with "localhost" in place of "0.0.0.0". Other commands are given in
# place of "serve", with a folder of articles beside the database:
#   docker run --rm --volume onrecord:/data --volume "$PWD:/articles:ro" onrecord add /articles
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements/build.lock requirements/run.lock ./
RUN python -m venv --without-pip /opt/onrecord \
    && python -m pip install --no-cache-dir --require-hashes --requirement build.lock \
    && VIRTUAL_ENV=/opt/onrecord uv pip sync --no-cache --require-hashes --compile-bytecode run.lock
COPY pyproject.toml README.md LICENSE ./
COPY onrecord onrecord
RUN python -m hatchling build --target wheel \
    && VIRTUAL_ENV=/opt/onrecord uv pip install --no-cache --no-deps --compile-bytecode dist/onrecord-*.whl

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 reader && install --directory --owner reader /data
COPY --from=build /opt/onrecord /opt/onrecord
ENV PATH=/opt/onrecord/bin:$PATH ONRECORD_DB=/data/onrecord.db
USER reader
WORKDIR /data
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["onrecord"]
CMD ["serve", "--host", "0.0.0.0", "--no-browser"]
