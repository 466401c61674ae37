window.ui = SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#ui',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
