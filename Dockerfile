# One image for every role: `redbee init`, `redbee serve` and `redbee worker` (docker-compose.yml).
# Only pinned packages with checked hashes go in; no compiler, no tests, no package installer.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/redbee
COPY requirements.lock /app/
# A mirror, if any, comes with the build (--build-arg PIP_INDEX_URL=…) and is not kept.
ARG PIP_INDEX_URL
RUN /opt/redbee/bin/pip install --require-hashes --requirement /app/requirements.lock
COPY . /app
# Installed in place, as in a checkout, so that data/ is found beside the code; then what only
# installing needed goes away.
RUN /opt/redbee/bin/pip install --no-deps --no-build-isolation --editable /app \
    && /opt/redbee/bin/python -m compileall -q /app /opt/redbee/lib \
    && /opt/redbee/bin/pip uninstall --yes setuptools pip

FROM python:3.11-slim-bookworm
# The number is fixed so that volumes keep their owner from one image to the next.
RUN groupadd --system --gid 10001 redbee \
    && useradd --system --uid 10001 --gid redbee --no-create-home --home-dir /tmp redbee \
    && install --directory --owner redbee --group redbee --mode 0700 /var/lib/redbee
COPY --from=build /opt/redbee /opt/redbee
COPY --from=build /app /app
ENV PATH=/opt/redbee/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    REDBEE_DATA_DIR=/var/lib/redbee
WORKDIR /var/lib/redbee
USER redbee
VOLUME /var/lib/redbee
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
ENTRYPOINT ["redbee"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
