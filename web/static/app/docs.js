// Interactive API documentation from vendored files.

const place = document.getElementById("docs");
addEventListener("load", () => {
  window.SwaggerUIBundle({
    url: place.dataset.openapi,
    domNode: place,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null, // no document leaves this server
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
});
